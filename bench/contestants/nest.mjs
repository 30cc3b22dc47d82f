// @ts-check
import "reflect-metadata";
import { NestFactory } from "@nestjs/core";

/**
 * An application as docs/frameworks has it: Nest keeps the raw bytes beside what it parses.
 * @param {readonly (new () => object)[]} controllers
 */
export function createNest(controllers) {
  class AppModule {}
  // What the decorators in an application's source do.
  Reflect.defineMetadata("controllers", controllers, AppModule);
  return NestFactory.create(AppModule, { rawBody: true, logger: false });
}

/** @param {Awaited<ReturnType<typeof createNest>>} app */
export async function serverOf(app) {
  await app.init();
  return app.getHttpServer();
}

/**
 * Puts decorators on a method called `handle`.
 * @param {new () => object} controller
 * @param {readonly MethodDecorator[]} decorators
 */
export function decorateHandle(controller, decorators) {
  const descriptor = /** @type {PropertyDescriptor} */ (
    Object.getOwnPropertyDescriptor(controller.prototype, "handle")
  );
  for (const decorate of decorators) decorate(controller.prototype, "handle", descriptor);
}
