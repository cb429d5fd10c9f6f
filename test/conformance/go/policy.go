package main

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	policyBytesMax = 1_000_000
	policyLinesMax = 1000
)

var thresholdPattern = regexp.MustCompile(`^[1-9][0-9]{0,3}$`)

type policyGroup struct {
	threshold int
	members   []string
}

type policy struct {
	logs      []verifierKey
	witnesses map[string]verifierKey
	groups    map[string]policyGroup
	// Names that already count in a group.
	taken  map[string]bool
	quorum string
}

func (read *policy) knows(name string) bool {
	_, isWitness := read.witnesses[name]
	_, isGroup := read.groups[name]
	return isWitness || isGroup
}

func parsePolicy(file []byte) (*policy, error) {
	if len(file) > policyBytesMax || !utf8.Valid(file) || !bytes.HasSuffix(file, []byte("\n")) {
		return nil, errors.New("policy: length, encoding or last line")
	}
	for _, char := range file {
		if (char < 0x20 && char != '\t' && char != '\n') || char == 0x7f {
			return nil, errors.New("policy: control character")
		}
	}
	lines := strings.Split(strings.TrimSuffix(string(file), "\n"), "\n")
	if len(lines) > policyLinesMax {
		return nil, errors.New("policy: too many lines")
	}
	read := &policy{witnesses: map[string]verifierKey{}, groups: map[string]policyGroup{}, taken: map[string]bool{}}
	for _, line := range lines {
		words := strings.FieldsFunc(line, func(char rune) bool { return char == ' ' || char == '\t' })
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if err := read.addLine(words[0], words[1:]); err != nil {
			return nil, err
		}
	}
	if read.quorum == "" {
		return nil, errors.New("policy: no quorum")
	}
	return read, nil
}

func (read *policy) addLine(keyword string, words []string) error {
	switch {
	case keyword == "log" && (len(words) == 1 || len(words) == 2):
		return read.addLog(words[0])
	case keyword == "witness" && (len(words) == 2 || len(words) == 3):
		return read.addWitness(words[0], words[1])
	case keyword == "group" && len(words) >= 3:
		return read.addGroup(words[0], words[1], words[2:])
	case keyword == "quorum" && len(words) == 1 && read.quorum == "" && (words[0] == "none" || read.knows(words[0])):
		read.quorum = words[0]
		return nil
	}
	return errors.New("policy: line")
}

func (read *policy) addLog(vkey string) error {
	key, err := parseVerifierKey(vkey)
	if err != nil || key.kind != kindEd25519 {
		return errors.New("policy: key of a log")
	}
	for _, other := range read.logs {
		if bytes.Equal(other.public, key.public) {
			return errors.New("policy: a log twice")
		}
	}
	read.logs = append(read.logs, key)
	return nil
}

func (read *policy) addWitness(name, vkey string) error {
	key, err := parseVerifierKey(vkey)
	if err != nil || key.kind != kindCosignature {
		return errors.New("policy: key of a witness")
	}
	for _, other := range read.witnesses {
		if bytes.Equal(other.public, key.public) {
			return errors.New("policy: a witness twice")
		}
	}
	if name == "none" || read.knows(name) {
		return errors.New("policy: name")
	}
	read.witnesses[name] = key
	return nil
}

func (read *policy) addGroup(name, count string, members []string) error {
	threshold := 0
	switch {
	case count == "any":
		threshold = 1
	case count == "all":
		threshold = len(members)
	case thresholdPattern.MatchString(count):
		threshold, _ = strconv.Atoi(count)
	}
	if threshold < 1 || threshold > len(members) || name == "none" || read.knows(name) {
		return errors.New("policy: group")
	}
	for _, member := range members {
		if !read.knows(member) || read.taken[member] {
			return errors.New("policy: member")
		}
		read.taken[member] = true
	}
	read.groups[name] = policyGroup{threshold, members}
	return nil
}

// Groups name earlier ones only, so this ends.
func (read *policy) reached(name string, cosigned map[string]bool) bool {
	group, isGroup := read.groups[name]
	if !isGroup {
		return cosigned[name]
	}
	count := 0
	for _, member := range group.members {
		if read.reached(member, cosigned) {
			count++
		}
	}
	return count >= group.threshold
}

func (read *policy) isQuorum(cosigned map[string]bool) bool {
	return read.quorum == "none" || read.reached(read.quorum, cosigned)
}
