package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	height   = 8
	width    = 1 << height
	levelMax = 63
	// In place of a level.
	entries = -1
)

// x/mod writes paths as tile/H/L/N; C2SP has no H, and calls data tiles entry bundles.
type tile struct {
	level int
	index int64
	width int
}

func (named tile) path() string {
	level := "entries"
	if named.level != entries {
		level = strconv.Itoa(named.level)
	}
	index := fmt.Sprintf("%03d", named.index%1000)
	for rest := named.index / 1000; rest > 0; rest /= 1000 {
		index = fmt.Sprintf("x%03d/%s", rest%1000, index)
	}
	if named.width == width {
		return "tile/" + level + "/" + index
	}
	return fmt.Sprintf("tile/%s/%s.p/%d", level, index, named.width)
}

var tilePattern = regexp.MustCompile(`^tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([0-9]{1,3}))?$`)

func parseTilePath(path string) (tile, bool) {
	parts := tilePattern.FindStringSubmatch(path)
	if parts == nil {
		return tile{}, false
	}
	named := tile{level: entries, width: width}
	if parts[1] != "entries" {
		named.level, _ = strconv.Atoi(parts[1])
	}
	index, err := strconv.ParseInt(strings.NewReplacer("x", "", "/", "").Replace(parts[2]), 10, 64)
	if err != nil || index > 999_999_999_999_999 || named.level > levelMax {
		return tile{}, false
	}
	named.index = index
	if parts[3] != "" {
		named.width, _ = strconv.Atoi(parts[3])
		if named.width < 1 || named.width >= width {
			return tile{}, false
		}
	}
	return named, named.path() == path
}

// Number of hashes at a level of tiles, or of entries.
func countAt(level int, size int64) int64 {
	for ; level > 0; level-- {
		size /= width
	}
	return size
}

// Width that the tile has in a tree of that size; 0 or less if it must not be there.
func widthAt(level int, index, size int64) int64 {
	left := countAt(level, size) - index*width
	if left > width {
		return width
	}
	return left
}

type directory string

var errMissing = errors.New("missing")

func (folder directory) read(path string) ([]byte, error) {
	bytes, err := os.ReadFile(filepath.Join(string(folder), filepath.FromSlash(path)))
	if errors.Is(err, os.ErrNotExist) {
		return nil, errMissing
	}
	return bytes, err
}

// The bytes of a tile, or of the full one that has taken its place.
func (folder directory) readTile(named tile) ([]byte, int, error) {
	bytes, err := folder.read(named.path())
	if err == errMissing && named.width < width {
		full := named
		full.width = width
		bytes, err = folder.read(full.path())
		return bytes, width, err
	}
	return bytes, named.width, err
}

func hashesIn(bytes []byte, count int) ([]tlog.Hash, error) {
	if len(bytes) != count*tlog.HashSize {
		return nil, errors.New("length of the tile")
	}
	hashes := make([]tlog.Hash, count)
	for index := range hashes {
		copy(hashes[index][:], bytes[index*tlog.HashSize:])
	}
	return hashes, nil
}

func entriesIn(bundle []byte, count int) ([][]byte, error) {
	found := make([][]byte, 0, count)
	for len(found) < count {
		if len(bundle) < 2 {
			return nil, errors.New("length of the bundle")
		}
		length := int(binary.BigEndian.Uint16(bundle))
		if len(bundle) < 2+length {
			return nil, errors.New("length of the bundle")
		}
		found = append(found, bundle[2:2+length])
		bundle = bundle[2+length:]
	}
	if len(bundle) != 0 {
		return nil, errors.New("bytes behind the bundle")
	}
	return found, nil
}

// Paths of all files below tile/, with slashes.
func (folder directory) list() ([]string, error) {
	var paths []string
	top := filepath.Join(string(folder), "tile")
	err := filepath.WalkDir(top, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(string(folder), path)
		paths = append(paths, filepath.ToSlash(relative))
		return err
	})
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return paths, err
}
