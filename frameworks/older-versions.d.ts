declare module "express-4" {
  export { default } from "express";
}
declare module "koa-2" {
  export { default } from "koa";
}
