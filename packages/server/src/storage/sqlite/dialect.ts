import type { Database, SQLQueryBindings } from 'bun:sqlite'

import { CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'

/** Kysely over `bun:sqlite`: one connection, and whoever wants it waits for the one before. */
export function bunSqliteDialect(database: Database): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new BunSqliteDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

class BunSqliteDriver implements Driver {
  readonly #database: Database
  readonly #connection: DatabaseConnection
  /** Resolves when the connection is free. Each holder appends itself, so waiters are served in order. */
  #free: Promise<void> = Promise.resolve()
  #release: () => void = () => undefined

  constructor(database: Database) {
    this.#database = database
    this.#connection = connectionTo(database)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const before = this.#free
    this.#free = promise
    await before
    this.#release = resolve
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    this.#release()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // Immediate: a transaction that starts by reading and wants to write later fails at once when another process
    // wrote in between, without waiting for busy_timeout.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    this.#database.close()
  }
}

function connectionTo(database: Database): DatabaseConnection {
  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      const statement = database.query(query.sql)
      // Kysely types parameters as unknown; what the query builder accepted from our schema types can be bound.
      const parameters = query.parameters as SQLQueryBindings[]
      if (statement.columnNames.length > 0) return { rows: statement.all(...parameters) as Row[] }
      const { changes, lastInsertRowid } = statement.run(...parameters)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    },
    // eslint-disable-next-line require-yield
    async *streamQuery() {
      throw new Error('rows are not streamed: every query of ours is bounded')
    },
  }
}
