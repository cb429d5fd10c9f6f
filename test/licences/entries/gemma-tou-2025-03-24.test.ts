// Goal: for the Gemma terms of 2025-03-24 a service for others is Distribution, a student is a derivative, and nobody is too large.
import { entryCases } from '../entry-cases.ts'
import { gemmaRows } from './gemma-rows.ts'

entryCases('LicenseRef-gemma-tou-2025-03-24', gemmaRows)
