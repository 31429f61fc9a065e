//go:build slow

package feed

// crashes is how often a test kills its child process.
const crashes = 300
