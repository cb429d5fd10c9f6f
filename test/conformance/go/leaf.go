package main

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"sort"
	"strconv"
)

// Entries of a journal, written from docs/journal-entries.md and docs/verification.md. A leaf is one JSON object in one
// spelling: keys in order, no blanks, whole numbers, texts of visible ASCII. Nothing may stand in it that its type does
// not have.

const (
	leafBytesMax = 65_535
	integerMax   = 1<<53 - 1
)

var (
	namePattern       = regexp.MustCompile(`^[!#-\[\]-~]{1,255}$`)
	codePattern       = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,63}$`)
	fieldPattern      = regexp.MustCompile(`^[a-z][A-Za-z0-9]{0,31}$`)
	requestPattern    = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	digestPattern     = regexp.MustCompile(`^[0-9a-f]{64}$`)
	replicaPattern    = regexp.MustCompile(`^[0-9a-f]{16}$`)
	dayPattern        = regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`)
	commitmentPattern = regexp.MustCompile(`^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$`)
	findingPattern    = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,63}$`)
	integerPattern    = regexp.MustCompile(`^(0|[1-9][0-9]{0,15})$`)
)

type attributes = map[string]any

// Whether a value may stand where it stands.
type check func(value any) bool

type attribute struct {
	check      check
	isOptional bool
}

// The attributes that an object has, these and no others.
type shape map[string]attribute

func (wanted shape) accepts(value any) bool {
	object, ok := value.(attributes)
	if !ok {
		return false
	}
	for key := range object {
		if _, known := wanted[key]; !known {
			return false
		}
	}
	for key, each := range wanted {
		value, there := object[key]
		if !there && !each.isOptional || there && !each.check(value) {
			return false
		}
	}
	return true
}

func must(what check) attribute { return attribute{what, false} }
func may(what check) attribute  { return attribute{what, true} }

func text(pattern *regexp.Regexp) check {
	return func(value any) bool {
		written, ok := value.(string)
		return ok && pattern.MatchString(written)
	}
}

func is(expected any) check {
	return func(value any) bool {
		if number, ok := value.(json.Number); ok {
			wanted, isNumber := expected.(int)
			return isNumber && string(number) == strconv.Itoa(wanted)
		}
		return value == expected
	}
}

func oneOf(words ...string) check {
	return func(value any) bool {
		for _, word := range words {
			if value == word {
				return true
			}
		}
		return false
	}
}

func listOf(each check) check {
	return func(value any) bool {
		list, ok := value.([]any)
		if !ok {
			return false
		}
		for _, item := range list {
			if !each(item) {
				return false
			}
		}
		return true
	}
}

func recordOf(key *regexp.Regexp, each check) check {
	return func(value any) bool {
		record, ok := value.(attributes)
		if !ok {
			return false
		}
		for name, item := range record {
			if !key.MatchString(name) || !each(item) {
				return false
			}
		}
		return true
	}
}

func pairOf(first, second check) check {
	return func(value any) bool {
		pair, ok := value.([]any)
		return ok && len(pair) == 2 && first(pair[0]) && second(pair[1])
	}
}

func count(value any) bool {
	_, ok := integer(value)
	return ok
}

func ordinal(value any) bool {
	number, ok := integer(value)
	return ok && number > 0
}

func truth(value any) bool {
	_, ok := value.(bool)
	return ok
}

func integer(value any) (int64, bool) {
	written, ok := value.(json.Number)
	if !ok || !integerPattern.MatchString(string(written)) {
		return 0, false
	}
	number, err := strconv.ParseInt(string(written), 10, 64)
	return number, err == nil && number <= integerMax
}

var (
	name        = text(namePattern)
	code        = text(codePattern)
	digest      = text(digestPattern)
	replica     = text(replicaPattern)
	requestID   = text(requestPattern)
	lengths     = recordOf(fieldPattern, count)
	commitments = recordOf(fieldPattern, text(commitmentPattern))
	lampState   = oneOf("clear", "caution", "blocked", "unknown")
	lampShape   = shape{
		"dataProtection": must(lampState), "governance": must(lampState),
		"licence": must(lampState), "security": must(lampState),
	}
	aboutShape = shape{"index": must(count), "origin": must(name)}
	openList   = listOf(pairOf(count, requestID))
	previously = shape{"checkpoint": must(digest), "origin": must(name), "root": must(digest), "size": must(count)}
	asserted   = shape{
		"frontEnd": must(name), "method": must(oneOf("openWebUiJwt", "oidc", "plainHeaders", "none")),
		"signature": must(oneOf("signed", "unsigned")),
	}
	backgrounds = oneOf("title", "tags", "followUps", "queries", "autocomplete", "imagePrompt", "emoji", "merge",
		"functionCalling", "other")
	findings = recordOf(findingPattern, ordinal)
	found    = shape{
		"counts": must(findings), "detector": must(name), "kinds": must(findings),
		"notInspected": must(listOf(oneOf("image", "audio", "file", "tokens"))), "policy": must(name),
	}
	putBack    = shape{"restored": must(count), "unknown": must(count)}
	repetition = shape{"count": must(ordinal), "from": must(count), "to": must(count)}
	inForce    = shape{"digest": must(name), "kind": must(code)}
	counted    = shape{
		"counter": must(oneOf("requests", "promptTokens", "completionTokens")), "engine": may(count), "least": may(count),
		"most": may(count), "total": must(count),
	}
	reconciled = shape{
		"counts": must(listOf(counted.accepts)), "since": may(count), "upstream": must(name),
		"deployments": must(listOf(shape{"deployment": must(name), "requests": must(count)}.accepts)),
		"state":       must(oneOf("compared", "reset", "began", "uncounted", "unreachable", "malformed")),
	}
)

// Ranges ascend, do not overlap, and hold as many entries as are counted.
func indices(value any) bool {
	wanted := shape{"count": must(count), "origin": must(name), "ranges": may(listOf(pairOf(count, count)))}
	if !wanted.accepts(value) {
		return false
	}
	object := value.(attributes)
	ranges, there := object["ranges"].([]any)
	if !there {
		return true
	}
	var length, next int64
	for _, each := range ranges {
		first, _ := integer(each.([]any)[0])
		last, _ := integer(each.([]any)[1])
		if first < next || last < first {
			return false
		}
		length, next = length+last-first+1, last+1
	}
	counted, _ := integer(object["count"])
	return length == counted
}

// What each type has of its own in the object stellwerk, beside counter, replica, type and v.
var ownShapes = map[string]shape{
	"intent": {
		"attempt": must(ordinal), "bytes": must(lengths), "commitments": must(commitments), "configuration": must(digest),
		"deployment": must(name), "epoch": must(count), "isStream": must(truth), "lamps": must(lampShape.accepts),
		"retention": must(shape{"class": must(code), "deleteOn": must(text(dayPattern))}.accepts),
		"useCase":   must(name), "validUntil": must(count),
	},
	"outcome": closingShape(oneOf("finished", "failedOver", "engineError", "abortedByClient"), may(code)),
	"cut":     closingShape(oneOf("cut"), must(code)),
	"refusal": {
		"about": may(aboutShape.accepts), "code": must(code), "commitments": must(commitments), "deployment": may(name),
		"lamps": may(lampShape.accepts), "reasons": may(listOf(code)), "useCase": must(name),
	},
	"recovery":      {"about": must(aboutShape.accepts)},
	"configuration": {"configuration": must(digest)},
	"diskFull":      {},
	"erasure": {
		"commitments": must(commitments), "fields": must(listOf(text(fieldPattern))), "ground": must(code),
		"indices": must(listOf(indices)), "subjectCount": must(count),
	},
	"export":         {"commitments": must(commitments), "origin": must(name), "size": must(count)},
	"handover":       successionShape(nil),
	"restored":       successionShape(shape{"sizeFound": must(count)}),
	"hold":           {"action": must(oneOf("set", "lift")), "commitments": must(commitments), "indices": may(listOf(indices))},
	"keyChange":      {"next": must(name), "previous": must(name), "purpose": must(oneOf("log", "vault"))},
	"openIntents":    {"openIntents": must(openList)},
	"reconciliation": {"from": must(count), "to": must(count), "upstreams": must(listOf(reconciled.accepts))},
	"retention":      {"indices": must(listOf(indices))},
	"sample": {
		"count": must(count), "from": must(count), "population": must(count), "seed": must(name), "to": must(count),
	},
	"start": {"configuration": must(digest), "previousSize": may(count), "version": must(name)},
	"stop":  {"counts": must(recordOf(codePattern, count))},
	"timestamp": {
		"authority": must(digest), "imprint": must(digest), "root": must(digest), "size": must(count), "token": must(digest),
	},
	"unidentified": {"counts": must(recordOf(codePattern, count)), "from": must(count), "to": must(count)},
}

// Types that came with the third version of the object stellwerk.
var thirdVersion = map[string]shape{
	"licenceCatalogue": {
		"asOf": must(text(dayPattern)), "commitments": must(commitments), "digest": must(digest), "previous": may(digest),
	},
	"licenceDuty": {
		"commitments": must(commitments), "deployment": must(name), "kind": must(name), "licence": must(name), "useCase": must(name),
	},
	"licenceLamp": {
		"catalogue": must(digest), "component": may(digest), "deployment": must(name), "facts": must(digest),
		"from": may(lampState), "reasons": must(listOf(code)), "to": must(lampState), "useCase": must(name),
		"verdict": may(oneOf("allowed", "allowed-with-obligations", "needs-review", "forbidden")),
	},
	"licenceOpinion": {
		"commitments": must(commitments), "deployment": must(name), "licence": may(name), "opinion": must(digest),
		"useCase": must(name), "validUntil": must(text(dayPattern)),
	},
	"licenceTerms": {
		"action": must(oneOf("accept", "withdraw")), "commitments": must(commitments), "licence": must(name),
		"terms": must(digest), "useCase": must(name),
	},
}

// Types that came with the fourth version.
var fourthVersionTypes = map[string]shape{
	"dataProtectionLamp": {
		"deployment": must(name), "facts": must(digest), "from": must(lampState), "reasons": must(listOf(code)),
		"to": must(lampState), "useCase": must(name),
	},
}

var (
	objects = oneOf("organisation", "useCase", "component", "artefact", "upstream", "deployment", "worksAgreement",
		"processorContract", "legalBasis", "impactAssessment", "aiActRecord", "transparencyMeasure", "oversight",
		"trainingRecord", "managementAcceptance", "policySet", "group", "observation")
	offices = oneOf("owner", "itSecurity", "management", "dataProtectionOfficer", "employeeRepresentation", "administrator",
		"operator", "auditor", "member")
)

// Types that came with the fifth version.
var fifthVersionTypes = map[string]shape{
	"act": {
		"act": must(name), "commitments": must(commitments), "digest": must(digest), "document": may(digest),
		"expiresOn": may(text(dayPattern)), "id": must(name),
		"kind": must(oneOf("approve", "opinion", "agreement", "information")), "object": must(objects),
		"outcome": must(oneOf("approved", "refused", "favourable", "withConditions", "negative", "none", "agreed", "informed")),
		"role":    must(offices),
	},
	"actWithdrawn": {
		"act": must(name), "commitments": must(commitments), "digest": must(digest), "id": must(name), "object": must(objects),
	},
	"lampTurned": {
		"deployment": must(name), "determining": must(listOf(name)), "from": may(lampState),
		"lamp":      must(oneOf("licence", "dataProtection", "governance", "security")),
		"policySet": must(digest), "to": must(lampState), "useCase": must(name),
	},
	"objectVersion": {
		"cause": may(code), "commitments": must(commitments), "digest": must(digest), "id": must(name),
		"number": must(ordinal), "object": must(objects), "previous": may(digest),
		"state": must(oneOf("proposed", "inForce", "superseded", "withdrawn", "refused")),
	},
	"observe": {
		"action": must(oneOf("begin", "extend", "end")), "digest": must(digest), "until": must(text(dayPattern)),
		"useCase": must(name),
	},
	"roleEnd": {
		"commitments": must(commitments), "grant": must(name), "how": must(oneOf("ended", "suspended", "group")),
		"role": must(offices),
	},
	"roleGrant": {
		"commitments": must(commitments), "grant": must(name),
		"how":  must(oneOf("setup", "oneTimeLink", "holder", "administrator", "group", "delegation")),
		"role": must(offices), "until": may(count),
	},
}

// What the second version of the object stellwerk added, by type.
var secondVersion = map[string]shape{
	"intent":  {"assertedBy": may(asserted.accepts), "background": may(backgrounds)},
	"refusal": {"assertedBy": may(asserted.accepts), "repeated": may(repetition.accepts)},
}

// What the fourth version added, by type.
var fourthVersion = map[string]shape{
	"intent":  {"personalData": may(found.accepts)},
	"refusal": {"personalData": may(found.accepts)},
	"outcome": {"restored": may(putBack.accepts)},
	"cut":     {"restored": may(putBack.accepts)},
}

func closingShape(ending check, ended attribute) shape {
	return shape{
		"about": must(aboutShape.accepts), "bytes": must(lengths), "code": ended, "commitments": must(commitments),
		"deployment": must(name), "dropped": must(count), "ending": must(ending), "firstByteMs": may(count),
		"totalMs": must(count), "useCase": must(name),
	}
}

func successionShape(more shape) shape {
	own := shape{
		"inForce": must(listOf(inForce.accepts)), "openIntentCount": must(count), "openIntents": must(openList),
		"previous": must(previously.accepts),
	}
	for key, each := range more {
		own[key] = each
	}
	return own
}

// An entry, with what a verifier looks at.
type entry struct {
	kind    string
	own     attributes
	replica string
	counter int64
	timeMs  int64
	// Of evidence about a call.
	requestID string
}

func parseLeaf(leaf []byte) (entry, bool) {
	if len(leaf) > leafBytesMax {
		return entry{}, false
	}
	decoder := json.NewDecoder(bytes.NewReader(leaf))
	decoder.UseNumber()
	var whole attributes
	if decoder.Decode(&whole) != nil || whole == nil {
		return entry{}, false
	}
	if _, err := decoder.Token(); err != io.EOF {
		return entry{}, false
	}
	own, ok := whole["stellwerk"].(attributes)
	if !ok {
		return entry{}, false
	}
	kind, _ := own["type"].(string)
	ownShape, known := ownShapes[kind]
	if !known && isVersion(own["v"], 3, 4, 5) {
		ownShape, known = thirdVersion[kind]
	}
	if !known && isVersion(own["v"], 4, 5) {
		ownShape, known = fourthVersionTypes[kind]
	}
	if !known && isVersion(own["v"], 5) {
		ownShape, known = fifthVersionTypes[kind]
	}
	if !known || !isWhole(whole, own, kind, ownShape) || !isOneSpelling(leaf, whole) {
		return entry{}, false
	}
	read := entry{kind: kind, own: own, replica: own["replica"].(string)}
	read.counter, _ = integer(own["counter"])
	read.timeMs, _ = integer(whole["time"])
	metadata := whole["metadata"].(attributes)
	for _, key := range []string{"uid", "correlation_uid"} {
		if id, there := metadata[key].(string); there {
			read.requestID = id
		}
	}
	return read, true
}

func isWhole(whole, own attributes, kind string, ownShape shape) bool {
	stamped := shape{
		"counter": must(ordinal), "replica": must(replica), "type": must(is(kind)),
		"v": must(func(value any) bool { return isVersion(value, 1, 2, 3, 4, 5) }),
	}
	if !is(1)(own["v"]) {
		for key, each := range secondVersion[kind] {
			stamped[key] = each
		}
	}
	if isVersion(own["v"], 4, 5) {
		for key, each := range fourthVersion[kind] {
			stamped[key] = each
		}
	}
	for key, each := range ownShape {
		stamped[key] = each
	}
	// What OCSF repeats is compared with what it repeats, so the own object comes first.
	return stamped.accepts(own) && eventShape(kind, own).accepts(whole)
}

func isVersion(value any, versions ...int) bool {
	for _, version := range versions {
		if is(version)(value) {
			return true
		}
	}
	return false
}

// Keys in order, no blanks, no escapes: whatever was written otherwise comes out otherwise.
func isOneSpelling(leaf []byte, whole attributes) bool {
	var written bytes.Buffer
	spell(&written, whole)
	return bytes.Equal(leaf, written.Bytes())
}

func spell(to *bytes.Buffer, value any) {
	switch value := value.(type) {
	case attributes:
		keys := make([]string, 0, len(value))
		for key := range value {
			keys = append(keys, key)
		}
		sort.Strings(keys)
		to.WriteByte('{')
		for position, key := range keys {
			if position > 0 {
				to.WriteByte(',')
			}
			to.WriteString(`"` + key + `":`)
			spell(to, value[key])
		}
		to.WriteByte('}')
	case []any:
		to.WriteByte('[')
		for position, item := range value {
			if position > 0 {
				to.WriteByte(',')
			}
			spell(to, item)
		}
		to.WriteByte(']')
	case string:
		to.WriteString(`"` + value + `"`)
	case json.Number:
		to.WriteString(string(value))
	case bool:
		to.WriteString(strconv.FormatBool(value))
	default:
		to.WriteString("null")
	}
}
