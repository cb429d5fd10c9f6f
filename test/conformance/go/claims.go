package main

import "sort"

// What the entries of a log claim, from one log to the next: docs/verification.md, "What the entries claim". That they are
// the entries of the log is checked elsewhere.

const (
	// Clocks are corrected by less; more is worth a note.
	timeFallMsMax = 5_000
	// A configuration is recorded first and takes effect afterwards.
	configurationLagMsMax = 5_000
	replicasMax           = 10_000
	listedMax             = 20
	totalsMax             = 30_000
)

var claimNames = []string{
	"schema", "counters", "pairing", "delivery", "configuration", "erasure", "keyChange", "succession", "reconciliation",
}

// In the order in which a shut one is named.
var lampNames = []string{"licence", "dataProtection", "governance", "security"}

type claimProblem struct {
	Code   string `json:"code"`
	Origin string `json:"origin"`
	Index  int64  `json:"index"`
}

type claimCheck struct {
	Name     string         `json:"name"`
	State    string         `json:"state"`
	Count    int64          `json:"count"`
	Problems []claimProblem `json:"problems,omitempty"`
}

// Where engine and journal were not brought together.
type deviation struct {
	Upstream string `json:"upstream"`
	Kind     string `json:"kind"`
	Counter  string `json:"counter,omitempty"`
	By       int64  `json:"by,omitempty"`
	Origin   string `json:"origin"`
	Index    int64  `json:"index"`
}

type claimReport struct {
	Outcome        string         `json:"outcome"`
	Checks         []claimCheck   `json:"checks"`
	Entries        int64          `json:"entries"`
	OpenIntents    int64          `json:"openIntents"`
	Notes          []claimProblem `json:"notes"`
	NoteCount      int64          `json:"noteCount"`
	Deviations     []deviation    `json:"deviations"`
	DeviationCount int64          `json:"deviationCount"`
}

// The log before, as far as it is known.
type knownLog struct {
	Origin string `json:"origin"`
	Size   int64  `json:"size"`
	Root   string `json:"root"`
	// Digests of the note with its first signature line, its first two, and so on. None if any note will do.
	Checkpoints []string `json:"checkpoints"`
}

// Intents without an end, by index.
type openCalls map[int64]string

func (open openCalls) sorted() []int64 {
	found := make([]int64, 0, len(open))
	for index := range open {
		found = append(found, index)
	}
	sort.Slice(found, func(one, other int) bool { return found[one] < found[other] })
	return found
}

func (open openCalls) equals(other openCalls) bool {
	if len(open) != len(other) {
		return false
	}
	for index, id := range open {
		if other[index] != id {
			return false
		}
	}
	return true
}

type enforced struct {
	digest, before string
	untilMs        int64
}

type handing struct {
	kind          string
	wanted, taken int64
	origin        string
	listed        openCalls
}

type claims struct {
	report    claimReport
	counts    map[string]int64
	omitted   map[string]bool
	problems  map[string][]claimProblem
	origin    string
	next      int64
	previous  *knownLog
	sizes     map[string]int64
	counters  map[string]int64
	pastKnown bool
	// Replicas that have begun and not ended.
	running  map[string]bool
	latestMs int64
	// Where the counters of engines stood.
	totals   map[string]int64
	enforced map[string]enforced

	open          openCalls
	earlierOrigin string
	earlier       openCalls
	hasEarlier    bool
	earlierGiven  bool
	handing       *handing
	lost          int64
}

func newClaims(origin string, previous *knownLog) *claims {
	found := &claims{
		report: claimReport{Notes: []claimProblem{}, Deviations: []deviation{}},
		counts: map[string]int64{}, omitted: map[string]bool{}, problems: map[string][]claimProblem{},
		origin: origin, previous: previous, sizes: map[string]int64{}, counters: map[string]int64{}, pastKnown: true,
		totals: map[string]int64{}, running: map[string]bool{}, enforced: map[string]enforced{}, open: openCalls{},
	}
	if previous != nil {
		found.sizes[previous.Origin] = previous.Size
	}
	return found
}

func (found *claims) add(claim, code string, index int64) {
	found.addIn(found.origin, claim, code, index)
}

func (found *claims) addIn(origin, claim, code string, index int64) {
	if len(found.problems[claim]) < listedMax {
		found.problems[claim] = append(found.problems[claim], claimProblem{code, origin, index})
	}
}

func (found *claims) note(origin, code string, index int64) {
	if len(found.report.Notes) < listedMax {
		found.report.Notes = append(found.report.Notes, claimProblem{code, origin, index})
	}
	found.report.NoteCount++
}

func (found *claims) take(leaf []byte) {
	index := found.next
	found.next++
	found.report.Entries++
	found.counts["schema"]++
	read, ok := parseLeaf(leaf)
	if !ok {
		found.add("schema", "malformed_entry", index)
		return
	}
	found.count(index, read)
	if read.timeMs < found.latestMs-timeFallMsMax {
		found.note(found.origin, "time_fell", index)
	}
	if read.timeMs > found.latestMs {
		found.latestMs = read.timeMs
	}
	found.succeed(index, read)
	found.judge(index, read)
}

func isSuccession(kind string) bool { return kind == "handover" || kind == "restored" }

func (found *claims) count(index int64, read entry) {
	found.counts["counters"]++
	// Where the old log is not given, or was put back, nobody knows where its counters ended.
	if index == 0 && isSuccession(read.kind) && !(read.kind == "handover" && found.earlierGiven) {
		found.counters, found.pastKnown = map[string]int64{}, false
	}
	before, known := found.counters[read.replica]
	if known && read.counter != before+1 || !known && found.pastKnown && read.counter != 1 {
		found.add("counters", "counter_gap", index)
	}
	if !known && len(found.counters) >= replicasMax {
		found.add("counters", "replicas_too_many", index)
		return
	}
	found.counters[read.replica] = read.counter
}

func (found *claims) succeed(index int64, read entry) {
	switch {
	case isSuccession(read.kind):
		found.counts["succession"]++
		if index == 0 {
			found.follow(read)
		} else {
			found.add("succession", "handover_misplaced", index)
		}
	case index == 0 && found.previous != nil:
		found.add("succession", "handover_missing", index)
	}
	switch {
	case read.kind == "openIntents":
		found.counts["succession"]++
		if found.handing == nil {
			found.add("succession", "open_intents_misplaced", index)
		} else {
			found.list(index, read.own["openIntents"].([]any))
		}
	case index > 0:
		found.listEnds(index)
	}
}

func (found *claims) follow(read entry) {
	named := read.own["previous"].(attributes)
	origin := named["origin"].(string)
	size, _ := integer(named["size"])
	if found.previous == nil {
		found.omitted["succession"] = true
	} else {
		found.compare(read.kind, named, size)
	}
	if _, known := found.sizes[origin]; !known {
		found.sizes[origin] = size
	}
	wanted, _ := integer(read.own["openIntentCount"])
	found.handing = &handing{kind: read.kind, wanted: wanted, origin: origin, listed: openCalls{}}
	found.list(0, read.own["openIntents"].([]any))
	for _, each := range read.own["inForce"].([]any) {
		one := each.(attributes)
		found.takeOver(read.kind, one["kind"].(string), one["digest"].(string))
	}
}

func (found *claims) compare(kind string, named attributes, size int64) {
	known := found.previous
	isSame := named["origin"] == known.Origin
	if kind == "restored" && size < known.Size {
		// Entries that the old log got after its backup.
		found.note(found.origin, "log_grew_after_backup", 0)
	} else {
		isSame = isSame && size == known.Size && named["root"] == known.Root
		isNote := len(known.Checkpoints) == 0
		for _, digest := range known.Checkpoints {
			isNote = isNote || named["checkpoint"] == digest
		}
		isSame = isSame && isNote
	}
	if !isSame {
		found.add("succession", "handover_differs", 0)
	}
}

func (found *claims) takeOver(kind, what, digest string) {
	known, there := found.enforced[what]
	if there && known.digest == digest {
		return
	}
	if there && kind == "handover" {
		found.add("succession", "in_force_differs", 0)
	}
	found.enforced[what] = enforced{digest: digest}
}

func (found *claims) list(index int64, listed []any) {
	for _, each := range listed {
		at, _ := integer(each.([]any)[0])
		found.handing.listed[at] = each.([]any)[1].(string)
	}
	found.handing.taken += int64(len(listed))
	if found.handing.taken >= found.handing.wanted {
		found.handOver(index)
	}
}

func (found *claims) listEnds(index int64) {
	if found.handing != nil {
		found.add("succession", "open_intents_incomplete", index)
		found.handOver(index)
	}
}

func (found *claims) handOver(index int64) {
	handed := found.handing
	found.handing = nil
	isOther := handed.kind == "handover" && found.earlierGiven && !found.earlier.equals(handed.listed)
	if int64(len(handed.listed)) != handed.wanted || isOther {
		found.add("succession", "open_intents_differ", index)
	}
	if handed.kind == "restored" && found.earlierGiven {
		for _, at := range found.earlier.sorted() {
			if _, listed := handed.listed[at]; !listed {
				found.note(found.earlierOrigin, "intent_open", at)
				found.lost++
			}
		}
	}
	found.earlierOrigin, found.earlier, found.hasEarlier = handed.origin, handed.listed, true
}

func (found *claims) judge(index int64, read entry) {
	switch read.kind {
	case "intent":
		found.intend(index, read)
	case "outcome", "cut", "recovery":
		found.close(index, read)
	case "stop":
		delete(found.running, read.replica)
	case "start", "configuration":
		if read.kind == "start" {
			found.begin(index, read.replica)
		}
		found.enforce("configuration", read.own["configuration"].(string), read.timeMs)
	case "keyChange":
		found.counts["keyChange"]++
		what := read.own["purpose"].(string) + "Key"
		if known, there := found.enforced[what]; there && known.digest != read.own["previous"] {
			found.add("keyChange", "key_chain_broken", index)
		}
		found.enforce(what, read.own["next"].(string), read.timeMs)
	case "erasure", "retention", "hold":
		found.erase(index, read)
	case "reconciliation":
		found.reconcile(index, read)
	}
}

// Whoever begins again without having ended was killed, or lost power.
func (found *claims) begin(index int64, replica string) {
	if found.running[replica] {
		found.note(found.origin, "stop_missing", index)
	}
	if _, counted := found.counters[replica]; counted {
		found.running[replica] = true
	}
}

func (found *claims) intend(index int64, read entry) {
	found.open[index] = read.requestID
	found.counts["delivery"]++
	for _, lamp := range lampNames {
		state := read.own["lamps"].(attributes)[lamp]
		if state != "clear" && state != "caution" {
			found.add("delivery", "lamp_shut", index)
			break
		}
	}
	found.counts["configuration"]++
	known, there := found.enforced["configuration"]
	named := read.own["configuration"].(string)
	switch {
	case !there:
		found.add("configuration", "configuration_unknown", index)
	case named != known.digest && (named != known.before || read.timeMs > known.untilMs):
		found.add("configuration", "configuration_differs", index)
	}
}

func (found *claims) enforce(what, digest string, timeMs int64) {
	known, there := found.enforced[what]
	if there && known.digest == digest {
		return
	}
	next := enforced{digest: digest}
	if there {
		next.before, next.untilMs = known.digest, timeMs+configurationLagMsMax
	}
	found.enforced[what] = next
}

func (found *claims) close(index int64, read entry) {
	found.counts["pairing"]++
	about := read.own["about"].(attributes)
	at, _ := integer(about["index"])
	var open openCalls
	switch {
	case about["origin"] == found.origin:
		open = found.open
	case found.hasEarlier && about["origin"] == found.earlierOrigin:
		open = found.earlier
	case found.hasEarlier && !found.earlierGiven:
		// Of a log before the previous one. Only the entries of that could say more.
		found.omitted["pairing"] = true
		return
	}
	opened, there := open[at]
	if !there {
		found.add("pairing", "intent_missing", index)
		return
	}
	if opened != read.requestID {
		found.add("pairing", "request_differs", index)
	}
	delete(open, at)
}

func (found *claims) erase(index int64, read entry) {
	found.counts["erasure"]++
	named, _ := read.own["indices"].([]any)
	for _, each := range named {
		one := each.(attributes)
		size, known := found.sizes[one["origin"].(string)]
		if one["origin"] == found.origin {
			size, known = index, true
		}
		many, _ := integer(one["count"])
		var end int64
		if ranges, _ := one["ranges"].([]any); len(ranges) > 0 {
			last, _ := integer(ranges[len(ranges)-1].([]any)[1])
			end = last + 1
		}
		if !known {
			found.omitted["erasure"] = true
		} else if many > size || end > size {
			found.add("erasure", "index_beyond_size", index)
		}
	}
}

func (found *claims) reconcile(index int64, read entry) {
	found.counts["reconciliation"]++
	from, _ := integer(read.own["from"])
	to, _ := integer(read.own["to"])
	if from > to {
		found.add("reconciliation", "period_inverted", index)
	}
	for _, each := range read.own["upstreams"].([]any) {
		found.reconcileOne(index, each.(attributes))
	}
}

func (found *claims) reconcileOne(index int64, one attributes) {
	upstream, state := one["upstream"].(string), one["state"].(string)
	if state == "uncounted" || state == "unreachable" || state == "malformed" {
		found.deviates(deviation{upstream, "unread", "", 0, found.origin, index})
	}
	for _, each := range one["counts"].([]any) {
		read := each.(attributes)
		counter := read["counter"].(string)
		total, _ := integer(read["total"])
		grown, hasGrown := integer(read["engine"])
		if hasGrown && (state == "compared" || state == "reset") {
			kind, by := beyond(state, counter, grown, read)
			if by > 0 {
				found.deviates(deviation{upstream, kind, counter, by, found.origin, index})
			}
		}
		key := upstream + " " + counter
		before, known := found.totals[key]
		if between := total - grown - before; known && state != "reset" && between > 0 {
			found.deviates(deviation{upstream, "between", counter, between, found.origin, index})
		}
		if known || len(found.totals) < totalsMax {
			found.totals[key] = total
		}
	}
}

// Engines may leave out of the prompt what a cache held, and after a reset they may have forgotten anything.
func beyond(state, counter string, grown int64, read attributes) (string, int64) {
	if most, there := integer(read["most"]); there && grown > most {
		return "more", grown - most
	}
	if least, there := integer(read["least"]); there && state != "reset" && counter != "promptTokens" {
		return "less", least - grown
	}
	return "", 0
}

func (found *claims) deviates(one deviation) {
	if len(found.report.Deviations) < listedMax {
		found.report.Deviations = append(found.report.Deviations, one)
	}
	found.report.DeviationCount++
}

// Ends a log and goes on with the next.
func (found *claims) goOn(origin, root string, checkpoints []string) {
	found.listEnds(found.next)
	found.previous = &knownLog{found.origin, found.next, root, checkpoints}
	found.sizes[found.origin] = found.next
	for _, at := range found.earlier.sorted() {
		found.addIn(found.earlierOrigin, "pairing", "intent_never_ended", at)
		found.lost++
	}
	found.earlierOrigin, found.earlier, found.hasEarlier, found.earlierGiven = found.origin, found.open, true, true
	found.open, found.origin, found.next = openCalls{}, origin, 0
}

func (found *claims) finish() claimReport {
	found.listEnds(found.next)
	report := found.report
	report.OpenIntents = found.lost
	for _, at := range found.earlier.sorted() {
		found.note(found.earlierOrigin, "intent_open", at)
	}
	for _, at := range found.open.sorted() {
		found.note(found.origin, "intent_open", at)
	}
	report.OpenIntents += int64(len(found.earlier) + len(found.open))
	report.Notes, report.NoteCount = found.report.Notes, found.report.NoteCount
	report.Outcome = "verified"
	for _, claim := range claimNames {
		check := claimCheck{claim, "ok", found.counts[claim], found.problems[claim]}
		switch {
		case len(check.Problems) > 0:
			check.State, report.Outcome = "failed", "refused"
		case found.omitted[claim]:
			check.State = "notChecked"
			if report.Outcome == "verified" {
				report.Outcome = "partial"
			}
		}
		report.Checks = append(report.Checks, check)
	}
	return report
}
