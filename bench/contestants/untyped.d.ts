declare module "express";
declare module "koa";
