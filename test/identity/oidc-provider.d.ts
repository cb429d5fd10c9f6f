// What the tests use of oidc-provider, which has no types of its own.
declare module 'oidc-provider' {
  interface Saved {
    save(): Promise<string>
  }
  interface Grant extends Saved {
    addOIDCScope(scope: string): void
    addResourceScope(resource: string, scope: string): void
  }
  export class Provider {
    constructor(issuer: string, configuration: object)
    callback(): (request: object, response: object) => void
    readonly Grant: new (properties: object) => Grant
    readonly AuthorizationCode: new (properties: object) => Saved
    readonly Client: { find(id: string): Promise<object> }
    interactionFinished(request: object, response: object, result: object): Promise<void>
  }
}
