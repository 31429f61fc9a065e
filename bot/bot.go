// Package bot turns a Request of a person into a Reply in that person's
// language. It knows neither Discord nor the index.
package bot
