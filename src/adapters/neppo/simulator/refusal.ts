/** A request that the simulator does not carry out; over HTTP it becomes the status and the body. */
export class SimulatorRefusal extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, message: string, body: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'SimulatorRefusal';
    this.status = status;
    this.body = 'fault' in body ? body : { message, ...body };
  }
}

export const badField = (field: string, message: string): SimulatorRefusal =>
  new SimulatorRefusal(400, `${field}: ${message}`, { field });

/** An unknown name, answered with those that would do. */
export const unknownName = (field: string, name: string, known: readonly string[]): SimulatorRefusal =>
  new SimulatorRefusal(404, `${field}: there is no ${field} "${name}"; known: ${known.join(', ')}`, { field, known });

/** What the WSO2 gateway in front of Neppo answers. */
export const gatewayFault = (status: number, code: number, message: string, description: string): SimulatorRefusal =>
  new SimulatorRefusal(status, message, { fault: { code, message, description } });
