// One run of Tessera's POSIX driver, as bench/journal/writing.ts runs our journal: `tessera-bench '{…}'`.
package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

// What to do, and for how long.
type writing struct {
	// Empty; the log is made in it.
	Folder string `json:"folder"`
	// A file of entry bundles of C2SP tlog-tiles: our own leaves, each after its length in two bytes.
	Leaves string `json:"leaves"`
	// Entries a second in an open loop; 0 for as many as the calls at a time give.
	Rate    float64 `json:"rate"`
	Seconds float64 `json:"seconds"`
	// A call appends two entries, one after the other, as an intent and its outcome.
	CallsAtATime int `json:"callsAtATime"`
	// Null for Tessera's defaults.
	Batch *batch `json:"batch"`
}

type batch struct {
	Size  uint  `json:"size"`
	AgeMs int64 `json:"ageMs"`
}

// The words of bench/journal/writing.ts.
type written struct {
	OpenMs           float64 `json:"openMs"`
	Entries          int     `json:"entries"`
	Failed           int64   `json:"failed"`
	EntriesPerSecond float64 `json:"entriesPerSecond"`
	AckP50Ms         float64 `json:"ackP50Ms"`
	AckP99Ms         float64 `json:"ackP99Ms"`
}

const entriesOfCall = 2

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("one argument: what to do, as JSON"))
	}
	var asked writing
	if err := json.Unmarshal([]byte(os.Args[1]), &asked); err != nil {
		fail(err)
	}
	done, err := write(context.Background(), asked)
	if err != nil {
		fail(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(done); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func write(ctx context.Context, asked writing) (*written, error) {
	leaves, err := readLeaves(asked.Leaves)
	if err != nil {
		return nil, err
	}
	startedAt := time.Now()
	appender, reader, err := open(ctx, asked)
	if err != nil {
		return nil, err
	}
	openMs := milliseconds(time.Since(startedAt))

	var begun, failed atomic.Int64
	var leaf atomic.Uint64
	appendOne := func() (waitMs float64, ok bool) {
		data := leaves[(leaf.Add(1)-1)%uint64(len(leaves))]
		at := time.Now()
		// The future resolves once the entry is sequenced and integrated: see bench/README.md for what is on the disk then.
		if _, err := appender.Add(ctx, tessera.NewEntry(data))(); err != nil {
			failed.Add(1)
			return 0, false
		}
		return milliseconds(time.Since(at)), true
	}

	begunAt := time.Now()
	endAt := begunAt.Add(seconds(asked.Seconds))
	waits := make([][]float64, asked.CallsAtATime)
	var callers sync.WaitGroup
	for caller := range waits {
		callers.Go(func() {
			for {
				// Nobody but the schedule says when a call begins, unless all callers still wait for theirs.
				number := begun.Add(1) - 1
				dueAt := begunAt
				if asked.Rate > 0 {
					dueAt = begunAt.Add(seconds(float64(number) * entriesOfCall / asked.Rate))
				}
				if dueAt.After(endAt) || time.Now().After(endAt) {
					return
				}
				time.Sleep(time.Until(dueAt))
				for range entriesOfCall {
					waitMs, ok := appendOne()
					if !ok {
						break
					}
					waits[caller] = append(waits[caller], waitMs)
				}
			}
		})
	}
	callers.Wait()
	took := time.Since(begunAt)

	all := slices.Concat(waits...)
	slices.Sort(all)
	// A log that says yes to more than it holds would win.
	if size, err := reader.IntegratedSize(ctx); err != nil || size != uint64(len(all)) {
		return nil, fmt.Errorf("%d entries were acknowledged and %d are integrated (%v)", len(all), size, err)
	}
	return &written{
		OpenMs:           openMs,
		Entries:          len(all),
		Failed:           failed.Load(),
		EntriesPerSecond: float64(len(all)) / took.Seconds(),
		AckP50Ms:         share(all, 0.5),
		AckP99Ms:         share(all, 0.99),
	}, nil
}

func open(ctx context.Context, asked writing) (*tessera.Appender, tessera.LogReader, error) {
	secret, _, err := note.GenerateKey(rand.Reader, "bench.example/log/tessera")
	if err != nil {
		return nil, nil, err
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return nil, nil, err
	}
	driver, err := posix.New(ctx, posix.Config{Path: asked.Folder})
	if err != nil {
		return nil, nil, err
	}
	options := tessera.NewAppendOptions().WithCheckpointSigner(signer)
	if asked.Batch != nil {
		options = options.WithBatching(asked.Batch.Size, time.Duration(asked.Batch.AgeMs)*time.Millisecond)
	}
	// Not shut down: that waits for the next checkpoint, up to ten seconds, and nothing of it would be measured.
	appender, _, reader, err := tessera.NewAppender(ctx, driver, options)
	return appender, reader, err
}

func readLeaves(path string) ([][]byte, error) {
	bundles, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var leaves [][]byte
	for len(bundles) >= 2 {
		end := 2 + int(binary.BigEndian.Uint16(bundles))
		if end > len(bundles) {
			break
		}
		leaves = append(leaves, bundles[2:end])
		bundles = bundles[end:]
	}
	if len(leaves) == 0 || len(bundles) > 0 {
		return nil, fmt.Errorf("%s does not hold whole entry bundles", path)
	}
	return leaves, nil
}

func seconds(value float64) time.Duration {
	return time.Duration(value * float64(time.Second))
}

func milliseconds(value time.Duration) float64 {
	return float64(value) / float64(time.Millisecond)
}

func share(sorted []float64, part float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(float64(len(sorted))*part))]
}
