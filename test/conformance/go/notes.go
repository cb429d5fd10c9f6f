package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	kindEd25519     = 0x01
	kindCosignature = 0x04

	noteBytesMax      = 1_000_000
	signatureLinesMax = 100
	proofHashesMax    = 63
)

var (
	sizePattern = regexp.MustCompile(`^(0|[1-9][0-9]{0,14})$`)
	vkeyPattern = regexp.MustCompile(`(?s)^([^+]*)\+([0-9a-f]{8})\+(.*)$`)
)

// Go's decoder skips newlines and, unless strict, ignores the last bits; writing it again settles both.
func decodeBase64(text string) ([]byte, bool) {
	decoded, err := base64.StdEncoding.DecodeString(text)
	return decoded, err == nil && base64.StdEncoding.EncodeToString(decoded) == text
}

func decodeHash(text string) (tlog.Hash, bool) {
	var hash tlog.Hash
	decoded, ok := decodeBase64(text)
	if !ok || len(decoded) != tlog.HashSize {
		return hash, false
	}
	copy(hash[:], decoded)
	return hash, true
}

func parseSize(text string) (int64, bool) {
	if !sizePattern.MatchString(text) {
		return 0, false
	}
	size, err := strconv.ParseInt(text, 10, 64)
	return size, err == nil
}

func isKeyName(name string) bool {
	return name != "" && utf8.ValidString(name) && strings.IndexFunc(name, unicode.IsSpace) < 0 &&
		!strings.Contains(name, "+")
}

type verifierKey struct {
	vkey   string
	name   string
	id     uint32
	kind   byte
	public ed25519.PublicKey
}

func parseVerifierKey(text string) (verifierKey, error) {
	parts := vkeyPattern.FindStringSubmatch(text)
	if parts == nil || !isKeyName(parts[1]) {
		return verifierKey{}, errors.New("malformed verifier key")
	}
	material, ok := decodeBase64(parts[3])
	if !ok || len(material) != 1+ed25519.PublicKeySize {
		return verifierKey{}, errors.New("malformed public key")
	}
	if material[0] != kindEd25519 && material[0] != kindCosignature {
		return verifierKey{}, errors.New("unknown type of key")
	}
	digest := sha256.Sum256(append([]byte(parts[1]+"\n"), material...))
	key := verifierKey{text, parts[1], binary.BigEndian.Uint32(digest[:]), material[0], material[1:]}
	if fmt.Sprintf("%08x", key.id) != parts[2] {
		return verifierKey{}, errors.New("wrong key id")
	}
	return key, nil
}

func formatVkey(name string, id uint32, material []byte) string {
	return fmt.Sprintf("%s+%08x+%s", name, id, base64.StdEncoding.EncodeToString(material))
}

type noteSignature struct {
	name    string
	id      uint32
	payload []byte
}

type signedNote struct {
	text       string
	signatures []noteSignature
}

func parseNote(message []byte) (signedNote, error) {
	if len(message) > noteBytesMax || !utf8.Valid(message) {
		return signedNote{}, errors.New("note: length or encoding")
	}
	for _, char := range message {
		if char < 0x20 && char != '\n' {
			return signedNote{}, errors.New("note: control character")
		}
	}
	split := bytes.LastIndex(message, []byte("\n\n"))
	if split < 0 {
		return signedNote{}, errors.New("note: no empty line")
	}
	signatures, err := parseSignatureLines(string(message[split+2:]))
	return signedNote{string(message[:split+1]), signatures}, err
}

func parseSignatureLines(text string) ([]noteSignature, error) {
	if !strings.HasSuffix(text, "\n") {
		return nil, errors.New("note: signature lines")
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) > signatureLinesMax {
		return nil, errors.New("note: too many signature lines")
	}
	var signatures []noteSignature
	for _, line := range lines {
		words := strings.Split(strings.TrimPrefix(line, "— "), " ")
		if !strings.HasPrefix(line, "— ") || len(words) != 2 || !isKeyName(words[0]) {
			return nil, errors.New("note: signature line")
		}
		payload, ok := decodeBase64(words[1])
		if !ok || len(payload) < 5 {
			return nil, errors.New("note: signature")
		}
		signatures = append(signatures, noteSignature{words[0], binary.BigEndian.Uint32(payload), payload[4:]})
	}
	return signatures, nil
}

// Signatures of a key in a note. One that is wrong spoils the note.
func (signed signedNote) by(key verifierKey) (count int, times []int64, err error) {
	for _, signature := range signed.signatures {
		if signature.name != key.name || signature.id != key.id {
			continue
		}
		message, sig, time := []byte(signed.text), signature.payload, int64(0)
		if key.kind == kindCosignature {
			if len(signature.payload) != 8+ed25519.SignatureSize {
				return 0, nil, fmt.Errorf("cosignature of %s: length", key.name)
			}
			seconds := binary.BigEndian.Uint64(signature.payload)
			if seconds > 1<<53-1 {
				return 0, nil, fmt.Errorf("cosignature of %s: time", key.name)
			}
			message = []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, signed.text))
			sig, time = signature.payload[8:], int64(seconds)
		}
		if len(sig) != ed25519.SignatureSize || !ed25519.Verify(key.public, message, sig) {
			return 0, nil, fmt.Errorf("signature of %s is wrong", key.name)
		}
		count, times = count+1, append(times, time)
	}
	return count, times, nil
}

// What x/mod says about the log's own signature, beside what this file says.
func openedByXMod(message []byte, key verifierKey) error {
	verifier, err := note.NewVerifier(key.vkey)
	if err != nil {
		return err
	}
	_, err = note.Open(message, note.VerifierList(verifier))
	return err
}

type checkpoint struct {
	origin string
	size   int64
	root   tlog.Hash
}

// x/mod's ParseTree takes only the first line of the Go checksum database.
func parseCheckpoint(text string) (checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[len(lines)-1] != "" || !isKeyName(lines[0]) {
		return checkpoint{}, errors.New("checkpoint: lines or origin")
	}
	size, ok := parseSize(lines[1])
	if !ok {
		return checkpoint{}, errors.New("checkpoint: tree size")
	}
	root, ok := decodeHash(lines[2])
	if !ok {
		return checkpoint{}, errors.New("checkpoint: root")
	}
	for _, extension := range lines[3 : len(lines)-1] {
		if extension == "" {
			return checkpoint{}, errors.New("checkpoint: extension")
		}
	}
	return checkpoint{lines[0], size, root}, nil
}

type tlogProof struct {
	index      int64
	hashes     []tlog.Hash
	checkpoint []byte
}

func parseTlogProof(file []byte) (tlogProof, error) {
	if len(file) > 2*noteBytesMax+4096 || !utf8.Valid(file) {
		return tlogProof{}, errors.New("proof: length or encoding")
	}
	split := bytes.Index(file, []byte("\n\n"))
	if split < 0 {
		return tlogProof{}, errors.New("proof: no empty line")
	}
	lines := strings.Split(string(file[:split]), "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		return tlogProof{}, errors.New("proof: first line")
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		extra, ok := decodeBase64(strings.TrimPrefix(lines[0], "extra "))
		if !ok || len(extra) == 0 {
			return tlogProof{}, errors.New("proof: extra")
		}
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return tlogProof{}, errors.New("proof: index")
	}
	index, ok := parseSize(strings.TrimPrefix(lines[0], "index "))
	if !ok || len(lines)-1 > proofHashesMax {
		return tlogProof{}, errors.New("proof: index or number of hashes")
	}
	hashes := []tlog.Hash{}
	for _, line := range lines[1:] {
		hash, ok := decodeHash(line)
		if !ok {
			return tlogProof{}, errors.New("proof: hash")
		}
		hashes = append(hashes, hash)
	}
	return tlogProof{index, hashes, file[split+2:]}, nil
}
