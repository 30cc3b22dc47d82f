// @ts-check
import { createServer } from "node:http";
import express from "express";
import { webhook } from "larkwire/express";

/** @param {import("larkwire/express").Receivers} receivers */
export const serve = (receivers) => createServer(express().use(webhook(receivers)));
