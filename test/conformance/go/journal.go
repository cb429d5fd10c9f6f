package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

type claimsQuestion struct {
	// The log before the first one, if it is known.
	Previous *knownLog `json:"previous"`
	Logs     []struct {
		Origin string `json:"origin"`
		// Of this log, for the handover of the next.
		Root        string   `json:"root"`
		Checkpoints []string `json:"checkpoints"`
		Leaves      [][]byte `json:"leaves"`
	} `json:"logs"`
}

// What the entries of logs that follow each other claim.
func answerClaims(line []byte) any {
	var asked claimsQuestion
	if err := json.Unmarshal(line, &asked); err != nil || len(asked.Logs) == 0 {
		fail("no logs: %v\n", err)
	}
	found := newClaims(asked.Logs[0].Origin, asked.Previous)
	for position, log := range asked.Logs {
		if position > 0 {
			before := asked.Logs[position-1]
			found.goOn(log.Origin, before.Root, before.Checkpoints)
		}
		for _, leaf := range log.Leaves {
			found.take(leaf)
		}
	}
	return found.finish()
}

type journalReport struct {
	OK   bool     `json:"ok"`
	Logs []report `json:"logs"`
	// Left out when a tree is refused.
	Claims *claimReport `json:"claims,omitempty"`
}

// <name>/log/<period>: an installation signs all its logs with one key.
var familyPattern = regexp.MustCompile(`^(.+)/log/[a-z0-9][a-z0-9-]{0,31}$`)

func keyFor(origin string, pinned verifierKey) verifierKey {
	own, other := familyPattern.FindStringSubmatch(origin), familyPattern.FindStringSubmatch(pinned.name)
	if own == nil || other == nil || own[1] != other[1] {
		return pinned
	}
	material := append([]byte{pinned.kind}, pinned.public...)
	digest := sha256.Sum256(append([]byte(origin+"\n"), material...))
	renamed := pinned
	renamed.name, renamed.id = origin, binary.BigEndian.Uint32(digest[:])
	renamed.vkey = formatVkey(origin, renamed.id, material)
	return renamed
}

// All logs in the folders of a folder, in the order that their first entries say.
func verifyJournal(path string, whom trust) journalReport {
	found := journalReport{OK: true, Logs: []report{}}
	folders := inOrder(path)
	for _, folder := range folders {
		own := whom
		own.log = keyFor(originIn(folder), whom.log)
		checked := verifyDirectory(string(folder), own, nil)
		found.OK = found.OK && checked.OK
		found.Logs = append(found.Logs, checked)
	}
	if !found.OK || len(folders) == 0 {
		found.OK = false
		return found
	}
	claimed := newClaims(found.Logs[0].Origin, nil)
	for position, folder := range folders {
		if position > 0 {
			before := folders[position-1]
			claimed.goOn(found.Logs[position].Origin, found.Logs[position-1].Root, noteDigests(before))
		}
		for _, leaf := range leavesIn(folder, found.Logs[position].Size) {
			claimed.take(leaf)
		}
	}
	report := claimed.finish()
	found.Claims, found.OK = &report, report.Outcome == "verified"
	return found
}

func originIn(folder directory) string {
	message, err := folder.read("checkpoint")
	if err != nil {
		return ""
	}
	return strings.SplitN(string(message), "\n", 2)[0]
}

func inOrder(path string) []directory {
	names, err := os.ReadDir(path)
	if err != nil {
		fail("%v\n", err)
	}
	var waiting, ordered []directory
	for _, entry := range names {
		folder := directory(filepath.Join(path, entry.Name()))
		if _, err := folder.read("checkpoint"); entry.IsDir() && err == nil {
			waiting = append(waiting, folder)
		}
	}
	sort.Slice(waiting, func(one, other int) bool { return waiting[one] < waiting[other] })
	for len(waiting) > 0 {
		origins := map[string]bool{}
		for _, folder := range waiting {
			origins[originIn(folder)] = true
		}
		first := 0
		for position, folder := range waiting {
			if !origins[previousOf(folder)] {
				first = position
				break
			}
		}
		ordered = append(ordered, waiting[first])
		waiting = append(append([]directory{}, waiting[:first]...), waiting[first+1:]...)
	}
	return ordered
}

// Origin of the log that the first entry names.
func previousOf(folder directory) string {
	message, err := folder.read("checkpoint")
	if err != nil {
		return ""
	}
	lines := strings.SplitN(string(message), "\n", 3)
	if len(lines) < 3 {
		return ""
	}
	size, ok := parseSize(lines[1])
	if !ok || size == 0 {
		return ""
	}
	if size > width {
		size = width
	}
	leaves := leavesIn(folder, size)
	if len(leaves) == 0 {
		return ""
	}
	first, ok := parseLeaf(leaves[0])
	if !ok || !isSuccession(first.kind) {
		return ""
	}
	return first.own["previous"].(attributes)["origin"].(string)
}

// The entries below a size that was verified; of one that was not, what can be read.
func leavesIn(folder directory, size int64) [][]byte {
	var leaves [][]byte
	for index := int64(0); index*width < size; index++ {
		bundle := tile{entries, index, int(widthAt(entries, index, size))}
		bytes, wide, err := folder.readTile(bundle)
		if err != nil {
			return leaves
		}
		all, err := entriesIn(bytes, wide)
		if err != nil {
			return leaves
		}
		leaves = append(leaves, all[:bundle.width]...)
	}
	return leaves
}

// Digests of the note with its first signature line, its first two, and so on.
func noteDigests(folder directory) []string {
	message, err := folder.read("checkpoint")
	if err != nil {
		return nil
	}
	var digests []string
	for at := bytes.LastIndex(message, []byte("\n\n")) + 2; at < len(message); at++ {
		if message[at] == '\n' {
			digest := sha256.Sum256(message[:at+1])
			digests = append(digests, hexOf(digest[:]))
		}
	}
	return digests
}
