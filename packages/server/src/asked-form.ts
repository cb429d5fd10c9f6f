import { isJsonObject, type JsonObject } from '@stellwerk/contract/json'

/** Whether the answer was asked for as JSON, under any of the names that endpoints and engines have for it. */
export function asksForJson(request: JsonObject): boolean {
  const { response_format: format, text, output_config: output, output_format: outputFormat } = request
  const formats = [
    format,
    isJsonObject(text) ? text['format'] : undefined,
    isJsonObject(output) ? output['format'] : undefined,
  ]
  const isNamed = [...formats, outputFormat].some(
    (each) => isJsonObject(each) && (each['type'] === 'json_object' || each['type'] === 'json_schema'),
  )
  const { guided_json: guided, structured_outputs: structured, json_schema: schema } = request
  const isGuided = isJsonObject(structured) && structured['json'] !== undefined
  return isNamed || isGuided || guided !== undefined || schema !== undefined
}
