// OCSF 1.8.0 (ocsf/ocsf-schema, commit 3dcb905d of 2026-03-16): classes and required attributes. Checked 2026-11-23.
//
// base_event: activity_id, category_uid, class_uid, metadata (product, version), severity_id, time, type_uid required;
// type_uid = class_uid * 100 + activity_id. `stellwerk` stands beside them as the one attribute of ours.

/** Version of the schema, in `metadata.version`. */
export const ocsfVersion = '1.8.0'

/** Numbers that say what kind of event this is. */
export interface EventKind {
  readonly activity_id: number
  readonly category_uid: number
  readonly class_uid: number
  readonly type_uid: number
}

function kind(category_uid: number, class_uid: number, activity_id: number): EventKind {
  return { activity_id, category_uid, class_uid, type_uid: class_uid * 100 + activity_id }
}

/** events/application/api_activity.json, activity 1 Create. Requires actor, api.operation, src_endpoint. */
export const callMade = kind(6, 6003, 1)

/** The same class, activity 0 Unknown: nobody could read what was wanted, or what became of it. */
export const callUnknown = kind(6, 6003, 0)

/** events/application/application_lifecycle.json, activity 3 Start. Requires app. */
export const applicationStart = kind(6, 6002, 3)

/** Activity 4 Stop. */
export const applicationStop = kind(6, 6002, 4)

/** events/application/datastore_activity.json, activity 7 Delete. Requires actor, src_endpoint and a database. */
export const datastoreDelete = kind(6, 6005, 7)

/** events/application/application_error.json, activity 1 General Error. */
export const applicationError = kind(6, 6008, 1)

/** events/iam/entity_management.json, activity 3 Update. Requires entity. */
export const entityUpdate = kind(3, 3004, 3)

/** Activity 8 Enable. */
export const entityEnable = kind(3, 3004, 8)

/** Activity 9 Disable. */
export const entityDisable = kind(3, 3004, 9)

/** events/system/event_log_activity.json, activity 3 Export. Requires one of log_name, log_provider and others. */
export const logExport = kind(1, 1008, 3)

/** Activity 5 Rotate. */
export const logRotate = kind(1, 1008, 5)

/** Activity 8 Restart. */
export const logRestart = kind(1, 1008, 8)

/** Activity 99 Other, which `activity_name` names. */
export const logOther = kind(1, 1008, 99)

/** dictionary.json, severity_id. */
export const informational = 1
export const mediumSeverity = 3
export const highSeverity = 4

/** dictionary.json, status_id. */
export const statusUnknown = 0
export const statusSuccess = 1
export const statusFailure = 2
/** What it is stands in `status`. */
export const statusOther = 99

/** dictionary.json, managed_entity.type_id: Other; `type` says what it is. */
export const entityOther = 99

/** objects/product.json: what reports an event. */
export const us = { name: 'Stellwerk' } as const
