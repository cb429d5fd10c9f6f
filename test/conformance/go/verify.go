package main

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Clocks of honest witnesses differ by so much.
const toleranceSeconds = 300

type trust struct {
	log    verifierKey
	policy *policy
	// Seconds since the epoch; 0 if times are not to be checked.
	now int64
}

type problem struct {
	Code   string `json:"code"`
	Path   string `json:"path,omitempty"`
	Index  *int64 `json:"index,omitempty"`
	Detail string `json:"detail,omitempty"`
}

type report struct {
	OK       bool      `json:"ok"`
	Origin   string    `json:"origin,omitempty"`
	Size     int64     `json:"size"`
	Root     string    `json:"root,omitempty"`
	Problems []problem `json:"problems"`
}

func newReport() *report {
	return &report{OK: true, Problems: []problem{}}
}

func (found *report) add(what problem) {
	found.OK = false
	found.Problems = append(found.Problems, what)
}

func at(index int64) *int64 {
	return &index
}

// x/mod before v0.19.0 gives zeros for the empty tree.
func emptyRoot() tlog.Hash {
	return sha256.Sum256(nil)
}

// Origin, log key, policy. A checkpoint comes back only if the log has signed it.
func openCheckpoint(message []byte, whom trust, found *report) (*checkpoint, map[string]int64) {
	signed, err := parseNote(message)
	if err != nil {
		found.add(problem{Code: "malformed_note", Detail: err.Error()})
		return nil, nil
	}
	claimed, err := parseCheckpoint(signed.text)
	if err != nil {
		found.add(problem{Code: "malformed_checkpoint", Detail: err.Error()})
		return nil, nil
	}
	found.Origin, found.Size, found.Root = claimed.origin, claimed.size, hexOf(claimed.root[:])
	if claimed.origin != whom.log.name {
		found.add(problem{Code: "origin_unknown", Detail: claimed.origin})
		return nil, nil
	}
	count, _, err := signed.by(whom.log)
	if err == nil && count > 0 {
		err = openedByXMod(message, whom.log)
	}
	if err != nil || count == 0 {
		found.add(problem{Code: "signature_refused", Detail: whom.log.name})
		return nil, nil
	}
	return &claimed, cosignatures(signed, whom, found)
}

// The latest time of each witness that has cosigned.
func cosignatures(signed signedNote, whom trust, found *report) map[string]int64 {
	latest := map[string]int64{}
	if whom.policy == nil {
		return latest
	}
	cosigned := map[string]bool{}
	for name, key := range whom.policy.witnesses {
		count, times, err := signed.by(key)
		if err != nil {
			found.add(problem{Code: "signature_refused", Detail: err.Error()})
			return latest
		}
		cosigned[name] = count > 0
		for _, time := range times {
			if time > latest[name] {
				latest[name] = time
			}
			if whom.now > 0 && time > whom.now+toleranceSeconds {
				found.add(problem{Code: "time_ahead", Detail: fmt.Sprintf("%s %d", name, time)})
			}
		}
	}
	if !whom.policy.isQuorum(cosigned) {
		found.add(problem{Code: "quorum_missed", Detail: whom.policy.quorum})
	}
	return latest
}

// Hashes as x/mod numbers them.
type storedHashes []tlog.Hash

func (stored storedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for position, index := range indexes {
		if index >= int64(len(stored)) {
			return nil, errors.New("hash beyond the tree")
		}
		hashes[position] = stored[index]
	}
	return hashes, nil
}

func (stored *storedHashes) append(index int64, leaf tlog.Hash) error {
	hashes, err := tlog.StoredHashesForRecordHash(index, leaf, *stored)
	*stored = append(*stored, hashes...)
	return err
}

func (stored storedHashes) root(size int64) (tlog.Hash, error) {
	if size == 0 {
		return emptyRoot(), nil
	}
	return tlog.TreeHash(size, stored)
}

func verifyDirectory(path string, whom trust, older []byte) report {
	folder, found := directory(path), newReport()
	message, err := folder.read("checkpoint")
	if err != nil {
		found.add(problem{Code: "checkpoint_missing", Path: "checkpoint"})
		return *found
	}
	claimed, times := openCheckpoint(message, whom, found)
	if claimed == nil {
		return *found
	}
	stored, isWhole := readEntries(folder, claimed.size, found)
	if !isWhole {
		return *found
	}
	root, err := stored.root(claimed.size)
	if err != nil || root != claimed.root {
		blameEntries(folder, *claimed, stored, found)
		return *found
	}
	checkTiles(folder, claimed.size, stored, found)
	checkFiles(folder, claimed.size, stored, found)
	if older != nil {
		checkOlder(older, whom, *claimed, times, stored, found)
	}
	return *found
}

func readEntries(folder directory, size int64, found *report) (storedHashes, bool) {
	stored, isWhole := make(storedHashes, 0, 2*size), true
	for index := int64(0); index*width < size; index++ {
		bundle := tile{entries, index, int(widthAt(entries, index, size))}
		leaves, err := leavesOf(folder, bundle)
		if err != nil {
			code := "malformed_entry_bundle"
			if err == errMissing {
				code = "tile_missing"
			}
			found.add(problem{Code: code, Path: bundle.path(), Index: at(index * width)})
			isWhole = false
			continue
		}
		for position, leaf := range leaves {
			if err := stored.append(index*width+int64(position), leaf); isWhole && err != nil {
				found.add(problem{Code: "entry_differs", Path: bundle.path(), Detail: err.Error()})
				isWhole = false
			}
		}
	}
	return stored, isWhole
}

func leavesOf(folder directory, bundle tile) ([]tlog.Hash, error) {
	bytes, wide, err := folder.readTile(bundle)
	if err != nil {
		return nil, err
	}
	all, err := entriesIn(bytes, wide)
	if err != nil {
		return nil, err
	}
	leaves := make([]tlog.Hash, bundle.width)
	for position := range leaves {
		leaves[position] = tlog.RecordHash(all[position])
	}
	return leaves, nil
}

// The entries do not lead to the signed root. The tiles at level 0 say where, if they are right themselves.
func blameEntries(folder directory, claimed checkpoint, stored storedHashes, found *report) {
	for index := int64(0); index*width < claimed.size; index++ {
		leaves := tile{0, index, int(widthAt(0, index, claimed.size))}
		bytes, wide, err := folder.readTile(leaves)
		if err != nil {
			continue
		}
		hashes, err := hashesIn(bytes, wide)
		if err != nil {
			continue
		}
		for position := 0; position < leaves.width; position++ {
			entry := index*width + int64(position)
			if hashes[position] != stored[tlog.StoredHashIndex(0, entry)] {
				found.add(problem{Code: "entry_differs", Path: tile{entries, index, leaves.width}.path(), Index: at(entry)})
				return
			}
		}
	}
	found.add(problem{Code: "root_differs"})
}

func checkTiles(folder directory, size int64, stored storedHashes, found *report) {
	for level := 0; countAt(level, size) > 0; level++ {
		for index := int64(0); widthAt(level, index, size) > 0; index++ {
			named := tile{level, index, int(widthAt(level, index, size))}
			bytes, wide, err := folder.readTile(named)
			if err != nil {
				found.add(problem{Code: "tile_missing", Path: named.path()})
				continue
			}
			if len(bytes) != wide*tlog.HashSize {
				found.add(problem{Code: "malformed_tile", Path: named.path()})
				continue
			}
			compareTile(named, named.path(), bytes, stored, found)
		}
	}
}

// The first hashes of a tile, as many as its width in the signed tree, are the recomputed ones.
func compareTile(named tile, path string, bytes []byte, stored storedHashes, found *report) {
	for position := 0; position < named.width; position++ {
		index := named.index*width + int64(position)
		var hash tlog.Hash
		copy(hash[:], bytes[position*tlog.HashSize:])
		if hash != stored[tlog.StoredHashIndex(named.level*height, index)] {
			found.add(problem{Code: "tile_differs", Path: path, Index: at(index)})
			return
		}
	}
}

// Nothing beyond the size, and what is left of earlier sizes is of the same tree.
func checkFiles(folder directory, size int64, stored storedHashes, found *report) {
	paths, err := folder.list()
	if err != nil {
		found.add(problem{Code: "unreadable", Detail: err.Error()})
	}
	for _, path := range paths {
		named, ok := parseTilePath(path)
		if !ok {
			found.add(problem{Code: "unexpected_file", Path: path})
			continue
		}
		current := widthAt(named.level, named.index, size)
		if int64(named.width) > current {
			found.add(problem{Code: "beyond_size", Path: path})
			continue
		}
		if int64(named.width) < current {
			checkOlderPartial(folder, named, path, stored, found)
		}
	}
}

func checkOlderPartial(folder directory, named tile, path string, stored storedHashes, found *report) {
	bytes, err := folder.read(path)
	if err != nil {
		return
	}
	if named.level != entries {
		if len(bytes) != named.width*tlog.HashSize {
			found.add(problem{Code: "malformed_tile", Path: path})
			return
		}
		compareTile(named, path, bytes, stored, found)
		return
	}
	all, err := entriesIn(bytes, named.width)
	if err != nil {
		found.add(problem{Code: "malformed_entry_bundle", Path: path})
		return
	}
	for position, entry := range all {
		index := named.index*width + int64(position)
		if tlog.RecordHash(entry) != stored[tlog.StoredHashIndex(0, index)] {
			found.add(problem{Code: "tile_differs", Path: path, Index: at(index)})
			return
		}
	}
}

func checkOlder(
	message []byte, whom trust, newer checkpoint, newerTimes map[string]int64, stored storedHashes, found *report,
) {
	// A kept checkpoint was often printed before any witness saw it.
	lenient := whom
	if whom.policy != nil {
		withoutQuorum := *whom.policy
		withoutQuorum.quorum = "none"
		lenient.policy = &withoutQuorum
	}
	own := newReport()
	older, olderTimes := openCheckpoint(message, lenient, own)
	found.OK, found.Problems = found.OK && own.OK, append(found.Problems, own.Problems...)
	if older == nil {
		return
	}
	if older.size > newer.size {
		found.add(problem{Code: "rolled_back", Detail: fmt.Sprintf("%d %d", older.size, newer.size)})
		return
	}
	root, err := stored.root(older.size)
	if err != nil || root != older.root {
		found.add(problem{Code: "forked", Detail: fmt.Sprintf("%d %d", older.size, newer.size)})
	}
	for name, time := range newerTimes {
		if older.size < newer.size && olderTimes[name] > time {
			found.add(problem{Code: "time_fell", Detail: fmt.Sprintf("%s %d", name, time)})
		}
	}
}

type proven struct {
	OK       bool   `json:"ok"`
	Index    int64  `json:"index"`
	LeafHash string `json:"leafHash"`
	Proof    string `json:"proof"`
}

// Reads the whole log; this is for agreement with the other side, not for speed.
func prove(path string, whom trust, index int64) (proven, report) {
	report := verifyDirectory(path, whom, nil)
	if !report.OK {
		return proven{}, report
	}
	if index < 0 || index >= report.Size {
		report.add(problem{Code: "index_beyond_size", Index: at(index)})
		return proven{}, report
	}
	stored, _ := readEntries(directory(path), report.Size, &report)
	hashes, err := tlog.ProveRecord(report.Size, index, stored)
	if err != nil {
		fail("%v\n", err)
	}
	text := fmt.Sprintf("c2sp.org/tlog-proof@v1\nindex %d\n", index)
	for _, hash := range hashes {
		text += base64.StdEncoding.EncodeToString(hash[:]) + "\n"
	}
	message, err := directory(path).read("checkpoint")
	if err != nil {
		fail("%v\n", err)
	}
	leaf := stored[tlog.StoredHashIndex(0, index)]
	return proven{true, index, hexOf(leaf[:]), text + "\n" + string(message)}, report
}

// Leaf hash, origin and log key, policy, inclusion.
func checkProof(file, entry []byte, whom trust) report {
	found := newReport()
	leaf := tlog.RecordHash(entry)
	proof, err := parseTlogProof(file)
	if err != nil {
		found.add(problem{Code: "malformed_tlog_proof", Detail: err.Error()})
		return *found
	}
	claimed, _ := openCheckpoint(proof.checkpoint, whom, found)
	if claimed == nil {
		return *found
	}
	if !acceptsInclusion(proof.hashes, claimed.size, claimed.root, proof.index, leaf) {
		found.add(problem{Code: "proof_refused", Index: at(proof.index)})
	}
	return *found
}

// x/mod panics rather than errs on some sizes that cannot be.
func acceptsInclusion(proof []tlog.Hash, size int64, root tlog.Hash, index int64, leaf tlog.Hash) bool {
	return index >= 0 && index < size && tlog.CheckRecord(proof, size, root, index, leaf) == nil
}
