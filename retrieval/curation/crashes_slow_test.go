//go:build slow

package curation_test

const (
	crashes     = 300 // processes that are killed
	diskChanges = 200 // reloads and rollbacks while questions are asked
)
