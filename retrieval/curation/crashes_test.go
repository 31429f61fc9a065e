//go:build !slow

package curation_test

const (
	crashes     = 20 // processes that are killed
	diskChanges = 40 // reloads and rollbacks while questions are asked
)
