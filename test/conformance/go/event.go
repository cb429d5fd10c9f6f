package main

// The attributes of OCSF 1.8.0 around the object stellwerk: docs/journal-entries.md, "Events in OCSF". They repeat what
// the entry says, or say the same in every entry of a type.

type event struct{ category, class, activity int }

var events = map[string]event{
	"intent": {6, 6003, 1}, "refusal": {6, 6003, 1}, "outcome": {6, 6003, 1}, "cut": {6, 6003, 1},
	"recovery": {6, 6003, 0}, "unidentified": {6, 6003, 0},
	"start": {6, 6002, 3}, "stop": {6, 6002, 4},
	"configuration": {3, 3004, 3}, "keyChange": {3, 3004, 3},
	"dataProtectionLamp": {3, 3004, 3},
	"licenceCatalogue":   {3, 3004, 3}, "licenceDuty": {3, 3004, 3}, "licenceLamp": {3, 3004, 3},
	"licenceOpinion": {3, 3004, 3}, "licenceTerms": {3, 3004, 3},
	"act": {3, 3004, 3}, "actWithdrawn": {3, 3004, 3}, "lampTurned": {3, 3004, 3}, "objectVersion": {3, 3004, 3},
	"observe": {3, 3004, 3}, "roleEnd": {3, 3004, 3}, "roleGrant": {3, 3004, 3},
	"erasure": {6, 6005, 7}, "retention": {6, 6005, 7},
	"diskFull": {6, 6008, 1},
	"export":   {1, 1008, 3}, "handover": {1, 1008, 5}, "restored": {1, 1008, 8},
	"openIntents": {1, 1008, 99}, "reconciliation": {1, 1008, 99}, "sample": {1, 1008, 99}, "timestamp": {1, 1008, 99},
}

func eventShape(kind string, own attributes) shape {
	happened := events[kind]
	if kind == "hold" {
		happened = event{3, 3004, 8}
		if own["action"] == "lift" {
			happened.activity = 9
		}
	}
	whole := shape{
		"activity_id": must(is(happened.activity)), "category_uid": must(is(happened.category)),
		"class_uid": must(is(happened.class)), "type_uid": must(is(happened.class*100 + happened.activity)),
		"metadata": must(metadataShape(kind, own).accepts), "severity_id": must(is(severityOf(kind))),
		"status_id": must(is(statusOf(kind, own))), "time": must(count),
		// Looked at before.
		"stellwerk": must(func(any) bool { return true }),
	}
	for key, each := range particulars(kind, own) {
		whole[key] = each
	}
	return whole
}

func metadataShape(kind string, own attributes) shape {
	metadata := shape{
		"product":  must(shape{"name": must(is("Stellwerk")), "version": must(name)}.accepts),
		"sequence": must(is(integerOf(own["counter"]))), "version": must(is("1.8.0")),
	}
	switch kind {
	case "intent", "refusal":
		metadata["uid"] = must(requestID)
	case "outcome", "cut", "recovery":
		metadata["correlation_uid"] = must(requestID)
	default:
		return metadata
	}
	metadata["profiles"] = must(func(value any) bool {
		list, ok := value.([]any)
		return ok && len(list) == 1 && list[0] == "ai_operation"
	})
	return metadata
}

func integerOf(value any) int {
	number, _ := integer(value)
	return int(number)
}

func severityOf(kind string) int {
	switch kind {
	case "diskFull":
		return 4
	case "restored":
		return 3
	}
	return 1
}

func statusOf(kind string, own attributes) int {
	switch kind {
	case "intent", "recovery":
		return 0
	case "refusal", "cut", "unidentified", "diskFull":
		return 2
	case "outcome":
		switch own["ending"] {
		case "finished":
			return 1
		case "abortedByClient":
			return 99
		}
		return 2
	}
	return 1
}

func object(wanted shape) attribute { return must(wanted.accepts) }

func entity(kind string, uid any) attribute {
	return object(shape{"type": must(is(kind)), "type_id": must(is(99)), "uid": must(is(uid))})
}

var (
	client    = object(shape{"name": must(is("client"))})
	model     = shape{"ai_provider": must(is("Internal")), "name": must(name)}
	journal   = must(is("journal"))
	unknown   = object(shape{"operation": must(is("unknown"))})
	ourselves = object(shape{"app_name": must(is("Stellwerk"))})
)

// What a type has beyond what every entry has.
func particulars(kind string, own attributes) shape {
	useCase := object(shape{"app_uid": must(is(own["useCase"]))})
	operation := object(shape{"operation": must(name)})
	switch kind {
	case "intent":
		return shape{"actor": useCase, "ai_model": must(model.accepts), "api": operation, "src_endpoint": client}
	case "refusal":
		return shape{
			"actor": useCase, "ai_model": may(model.accepts), "api": operation, "src_endpoint": client,
			"status_code": must(is(own["code"])),
		}
	case "outcome", "cut":
		closing := shape{
			"actor": useCase, "ai_model": must(model.accepts), "api": operation, "src_endpoint": client,
			"message_context": may(shape{
				"completion_tokens": may(count), "prompt_tokens": may(count), "total_tokens": may(count),
				"service": object(shape{"name": must(is(own["deployment"]))}),
			}.accepts),
		}
		if ended, there := own["code"]; there {
			closing["status_code"] = must(is(ended))
		}
		if own["ending"] == "abortedByClient" {
			closing["status"] = must(is("abortedByClient"))
		}
		return closing
	case "recovery":
		return shape{"actor": ourselves, "api": unknown, "src_endpoint": client}
	case "unidentified":
		sum := 0
		for _, each := range own["counts"].(attributes) {
			sum += integerOf(each)
		}
		return shape{
			"actor": object(shape{"app_name": must(is("unidentified"))}), "api": unknown, "src_endpoint": client,
			"count": must(is(sum)), "start_time": must(is(integerOf(own["from"]))), "end_time": must(is(integerOf(own["to"]))),
		}
	case "start":
		return shape{"app": object(shape{"name": must(is("Stellwerk")), "version": must(is(own["version"]))})}
	case "stop":
		return shape{"app": object(shape{"name": must(is("Stellwerk"))})}
	case "configuration":
		return shape{"entity": entity("configuration", own["configuration"])}
	case "keyChange":
		purpose, _ := own["purpose"].(string)
		return shape{"entity": entity(purpose+"Key", own["next"])}
	case "dataProtectionLamp", "lampTurned", "licenceLamp", "licenceDuty":
		useCase, _ := own["useCase"].(string)
		deployment, _ := own["deployment"].(string)
		return shape{"entity": entity(kind, useCase+"/"+deployment)}
	case "licenceCatalogue":
		return shape{"entity": entity(kind, own["digest"])}
	case "licenceOpinion":
		return shape{"entity": entity(kind, own["opinion"])}
	case "licenceTerms":
		return shape{"entity": entity(kind, own["terms"])}
	case "act", "actWithdrawn", "objectVersion":
		return shape{"entity": entity(kind, own["digest"])}
	case "roleEnd", "roleGrant":
		return shape{"entity": entity(kind, own["grant"])}
	case "observe":
		return shape{"entity": entity(kind, own["useCase"])}
	case "hold":
		return shape{"entity": entity("legalHold", "vault")}
	case "erasure", "retention":
		return shape{
			"actor": ourselves, "src_endpoint": object(shape{"svc_name": must(is("Stellwerk"))}),
			"database": object(shape{"name": must(is("vault")), "type_id": must(is(1))}),
		}
	case "export", "handover", "restored":
		return shape{"log_name": journal}
	case "openIntents", "reconciliation", "sample", "timestamp":
		return shape{"log_name": journal, "activity_name": must(is(kind))}
	}
	return shape{}
}
