package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"time"
)

// dataFolder is the folder of the index of a corpus, made when it is not there.
// When no cache folder can be had it is a passing one.
func dataFolder(s *settings, cache string) (dir string, passing bool, err error) {
	if s.data != "" {
		if err := os.MkdirAll(s.data, 0o700); err != nil && !isFolder(s.data) {
			return "", false, &failure{text: "cannot make the data folder", cause: err, hint: "name a folder that can be written to with -data or VERBATIM_DATA"}
		}
		return s.data, false, nil
	}
	name := "sample"
	if of := cmp.Or(s.corpus, s.corporaFile); of != "" {
		name = hashed(of)
	}
	if dir := cachedAs(cache, name); dir != "" {
		return dir, false, nil
	}
	dir, err = os.MkdirTemp("", "verbatim-"+name+"-")
	if err != nil {
		return "", false, &failure{text: "cannot make a folder for the index", cause: err, hint: "name one that can be written to with -data or VERBATIM_DATA"}
	}
	return dir, true, nil
}

// cached is the data folder, in a folder for caches, of a corpus or a list of
// some, made when it is not there; "" where that cannot be.
func cached(cache, of string) string { return cachedAs(cache, hashed(of)) }

func cachedAs(cache, name string) string {
	if cache == "" {
		return ""
	}
	dir := filepath.Join(cache, "verbatim", name)
	if os.MkdirAll(dir, 0o700) != nil || !writable(dir) {
		return ""
	}
	return dir
}

func hashed(path string) string {
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:8])
}

// cacheFolder is the user's folder for caches, "" when there is none.
func cacheFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return dir
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func writable(dir string) bool {
	f, err := os.CreateTemp(dir, "probe-*.tmp")
	if err != nil {
		return false
	}
	return errors.Join(f.Close(), os.Remove(f.Name())) == nil
}

// removeSpools removes the temporary texts of runs that crashed. Those of a
// running process are younger.
func removeSpools(dir string) {
	names, err := filepath.Glob(filepath.Join(dir, "spool-*.tmp"))
	if err != nil {
		return
	}
	for _, name := range names {
		if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			os.Remove(name)
		}
	}
}
