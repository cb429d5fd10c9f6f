import { expect, test } from 'bun:test'
import { arrivalTimesMs, seededRandom, shuffled } from './schedule.ts'

const seed = 7373

test('schedule: constant arrivals are evenly spaced and end before the run does', () => {
  const times = arrivalTimesMs({ pattern: 'constant', ratePerSecond: 250, seconds: 2, seed })
  expect(times.length).toBe(500)
  expect(times[0]).toBe(0)
  expect(times[1]).toBe(4)
  expect(times[499]).toBe(1996)
})

test(`schedule: Poisson arrivals have the rate, the spread and the order (seed ${seed})`, () => {
  const times = arrivalTimesMs({ pattern: 'poisson', ratePerSecond: 1000, seconds: 20, seed })
  const gaps = [...times].map((time, index) => time - (times[index - 1] ?? 0))
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0)
  // Four standard errors of 20,000 exponential gaps with mean 1 ms are below 3 %; their deviation equals their mean.
  expect(Math.abs(mean - 1)).toBeLessThan(0.03)
  expect(Math.abs(Math.sqrt(variance) - 1)).toBeLessThan(0.06)
  expect(times.at(-1)).toBeLessThan(20_000)
})

test('schedule: the same seed gives the same arrivals, another seed others', () => {
  const poisson = (with_: number) => arrivalTimesMs({ pattern: 'poisson', ratePerSecond: 100, seconds: 1, seed: with_ })
  expect(poisson(seed)).toEqual(poisson(seed))
  expect(poisson(seed)).not.toEqual(poisson(seed + 1))
})

test('schedule: shuffling keeps every contestant and leaves the list alone', () => {
  const list = ['a', 'b', 'c', 'd', 'e', 'f']
  const once = shuffled(list, seededRandom(seed))
  expect(once.toSorted()).toEqual(list)
  expect(once).not.toEqual(list)
  expect(shuffled(list, seededRandom(seed))).toEqual(once)
})
