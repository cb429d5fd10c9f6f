package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

type rootsQuestion struct {
	Prefix      string  `json:"prefix"`
	Size        int64   `json:"size"`
	Inclusion   []int64 `json:"inclusion"`
	Consistency []int64 `json:"consistency"`
}

type rootsAnswer struct {
	Root        string     `json:"root"`
	Inclusion   [][]string `json:"inclusion"`
	Consistency [][]string `json:"consistency"`
}

// Root and proofs of the tree whose entry i is the prefix and i in decimal. Each proof is checked as well.
func answerRoots(line []byte) any {
	var asked rootsQuestion
	if err := json.Unmarshal(line, &asked); err != nil {
		fail("%v\n", err)
	}
	var stored storedHashes
	for index := int64(0); index < asked.Size; index++ {
		leaf := tlog.RecordHash([]byte(asked.Prefix + strconv.FormatInt(index, 10)))
		if err := stored.append(index, leaf); err != nil {
			fail("%v\n", err)
		}
	}
	root, err := stored.root(asked.Size)
	if err != nil {
		fail("%v\n", err)
	}
	answer := rootsAnswer{hexOf(root[:]), [][]string{}, [][]string{}}
	for _, index := range asked.Inclusion {
		proof, err := tlog.ProveRecord(asked.Size, index, stored)
		leaf := stored[tlog.StoredHashIndex(0, index)]
		if err != nil || tlog.CheckRecord(proof, asked.Size, root, index, leaf) != nil {
			fail("no proof of %d in %d\n", index, asked.Size)
		}
		answer.Inclusion = append(answer.Inclusion, hexList(proof))
	}
	for _, oldSize := range asked.Consistency {
		proof, err := tlog.ProveTree(asked.Size, oldSize, stored)
		oldRoot, rootErr := stored.root(oldSize)
		if err != nil || rootErr != nil || tlog.CheckTree(proof, asked.Size, root, oldSize, oldRoot) != nil {
			fail("no proof from %d to %d\n", oldSize, asked.Size)
		}
		answer.Consistency = append(answer.Consistency, hexList(proof))
	}
	return answer
}

func hexList(hashes []tlog.Hash) []string {
	list := make([]string, len(hashes))
	for index, hash := range hashes {
		list[index] = hexOf(hash[:])
	}
	return list
}

type judgeQuestion struct {
	// Of a text: note, checkpoint, vkey, path, tlogProof, policy, leaf. Of a probe: inclusion, consistency.
	Kind string `json:"kind"`
	Text []byte `json:"text"`

	LeafIndex json.Number `json:"leafIdx"`
	TreeSize  json.Number `json:"treeSize"`
	Size1     json.Number `json:"size1"`
	Size2     json.Number `json:"size2"`
	Root      []byte      `json:"root"`
	LeafHash  []byte      `json:"leafHash"`
	Root1     []byte      `json:"root1"`
	Root2     []byte      `json:"root2"`
	Proof     [][]byte    `json:"proof"`
}

// Whether a text or a probe is accepted.
func answerJudge(line []byte) any {
	var asked judgeQuestion
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	if err := decoder.Decode(&asked); err != nil {
		fail("%v\n", err)
	}
	return map[string]bool{"accepted": accepts(asked)}
}

func accepts(asked judgeQuestion) bool {
	var err error
	switch asked.Kind {
	case "note":
		_, err = parseNote(asked.Text)
	case "checkpoint":
		_, err = parseCheckpoint(string(asked.Text))
	case "vkey":
		_, err = parseVerifierKey(string(asked.Text))
	case "tlogProof":
		_, err = parseTlogProof(asked.Text)
	case "policy":
		_, err = parsePolicy(asked.Text)
	case "leaf":
		_, ok := parseLeaf(asked.Text)
		return ok
	case "path":
		_, ok := parseTilePath(string(asked.Text))
		return ok
	case "inclusion":
		return acceptsInclusionProbe(asked)
	case "consistency":
		return acceptsConsistencyProbe(asked)
	default:
		fail("unknown kind %q\n", asked.Kind)
	}
	return err == nil
}

func acceptsInclusionProbe(asked judgeQuestion) bool {
	index, ok1 := countOf(asked.LeafIndex)
	size, ok2 := countOf(asked.TreeSize)
	root, ok3 := hashOf(asked.Root)
	leaf, ok4 := hashOf(asked.LeafHash)
	proof, ok5 := hashesOf(asked.Proof)
	return ok1 && ok2 && ok3 && ok4 && ok5 && acceptsInclusion(proof, size, root, index, leaf)
}

func acceptsConsistencyProbe(asked judgeQuestion) bool {
	oldSize, ok1 := countOf(asked.Size1)
	size, ok2 := countOf(asked.Size2)
	if !ok1 || !ok2 || oldSize > size {
		return false
	}
	// Of one and the same size there is nothing to hash.
	if oldSize == size {
		empty := emptyRoot()
		isRoot := size > 0 || bytes.Equal(asked.Root1, empty[:])
		return len(asked.Proof) == 0 && bytes.Equal(asked.Root1, asked.Root2) && isRoot
	}
	oldRoot, ok3 := hashOf(asked.Root1)
	root, ok4 := hashOf(asked.Root2)
	proof, ok5 := hashesOf(asked.Proof)
	return ok3 && ok4 && ok5 && oldSize > 0 && tlog.CheckTree(proof, size, root, oldSize, oldRoot) == nil
}

// Sizes have at most 15 digits on both sides.
func countOf(number json.Number) (int64, bool) {
	return parseSize(string(number))
}

func hashOf(raw []byte) (tlog.Hash, bool) {
	return decodeHash(base64.StdEncoding.EncodeToString(raw))
}

func hashesOf(raw [][]byte) ([]tlog.Hash, bool) {
	hashes := make([]tlog.Hash, len(raw))
	for index, each := range raw {
		hash, ok := hashOf(each)
		if !ok {
			return nil, false
		}
		hashes[index] = hash
	}
	return hashes, true
}
