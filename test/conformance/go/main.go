// A second opinion on Stellwerk's transparency logs. It shares no code and no generated file with the TypeScript side;
// both read the formats from the specifications (C2SP @ 5ba5ee83, RFC 6962, checked 2026-11-23). Hashing of the tree and
// plain Ed25519 notes come from golang.org/x/mod/sumdb; everything that it does not have is written here.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
)

const usage = `usage:
  verify DIR --vkey KEY [--policy FILE] [--now SECONDS] [--older FILE]
  journal DIR --vkey KEY [--policy FILE] [--now SECONDS]   all logs in the folders of DIR, and what their entries claim
  prove DIR --vkey KEY --index N
  check-proof FILE --vkey KEY --entry FILE [--policy FILE] [--now SECONDS]
  roots   one JSON object a line: {prefix, size, inclusion: [index], consistency: [oldSize]}
  judge   one JSON object a line: a probe, or {kind, text} with the text in base64
  claims  one JSON object a line: {previous, logs: [{origin, root, checkpoints, leaves}]} with the leaves in base64
`

// Exit codes: everything holds; something does not; the question itself could not be understood.
const (
	exitHolds   = 0
	exitRefused = 1
	exitUsage   = 2
)

func main() {
	if len(os.Args) < 2 {
		fail(usage)
	}
	switch os.Args[1] {
	case "verify":
		runVerify(os.Args[2:])
	case "journal":
		runJournal(os.Args[2:])
	case "claims":
		eachLine(answerClaims)
	case "prove":
		runProve(os.Args[2:])
	case "check-proof":
		runCheckProof(os.Args[2:])
	case "roots":
		eachLine(answerRoots)
	case "judge":
		eachLine(answerJudge)
	default:
		fail(usage)
	}
}

type options struct {
	target string
	trust  trust
	older  []byte
	entry  []byte
	index  int64
}

// Options stand behind the target, as in the usage.
func readOptions(args []string) options {
	if len(args) == 0 {
		fail(usage)
	}
	flags := flag.NewFlagSet("", flag.ExitOnError)
	vkey := flags.String("vkey", "", "verifier key of the log")
	policyFile := flags.String("policy", "", "trust policy")
	now := flags.Int64("now", 0, "seconds since the epoch")
	olderFile := flags.String("older", "", "a checkpoint that was kept")
	entryFile := flags.String("entry", "", "the entry that a proof is about")
	index := flags.Int64("index", -1, "index of an entry")
	_ = flags.Parse(args[1:])

	key, err := parseVerifierKey(*vkey)
	if err != nil || key.kind != kindEd25519 {
		fail("--vkey: no Ed25519 verifier key\n")
	}
	read := options{target: args[0], index: *index, trust: trust{log: key, now: *now}}
	if *policyFile != "" {
		policy, err := parsePolicy(readFile(*policyFile))
		if err != nil {
			fail("--policy: %v\n", err)
		}
		read.trust.policy = policy
	}
	if *olderFile != "" {
		read.older = readFile(*olderFile)
	}
	if *entryFile != "" {
		read.entry = readFile(*entryFile)
	}
	return read
}

func runVerify(args []string) {
	given := readOptions(args)
	end(verifyDirectory(given.target, given.trust, given.older))
}

func runJournal(args []string) {
	given := readOptions(args)
	found := verifyJournal(given.target, given.trust)
	writeJSON(found)
	if !found.OK {
		os.Exit(exitRefused)
	}
}

func runProve(args []string) {
	given := readOptions(args)
	proven, report := prove(given.target, given.trust, given.index)
	if !report.OK {
		end(report)
	}
	writeJSON(proven)
}

func runCheckProof(args []string) {
	given := readOptions(args)
	end(checkProof(readFile(given.target), given.entry, given.trust))
}

// Prints a report and ends with the exit code that goes with it.
func end(report report) {
	writeJSON(report)
	if !report.OK {
		os.Exit(exitRefused)
	}
	os.Exit(exitHolds)
}

// The process stays for all lines: starting one for each of ten thousand trees would take minutes.
func eachLine(answer func(line []byte) any) {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			text, marshalErr := json.Marshal(answer(line))
			if marshalErr != nil {
				fail("%v\n", marshalErr)
			}
			_, _ = out.Write(append(text, '\n'))
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			fail("%v\n", err)
		}
	}
}

func writeJSON(value any) {
	text, err := json.Marshal(value)
	if err != nil {
		fail("%v\n", err)
	}
	fmt.Println(string(text))
}

func readFile(path string) []byte {
	bytes, err := os.ReadFile(path)
	if err != nil {
		fail("%v\n", err)
	}
	return bytes
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format, values...)
	os.Exit(exitUsage)
}

func hexOf(bytes []byte) string {
	return hex.EncodeToString(bytes)
}
