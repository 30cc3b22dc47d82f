import { EventDispatcher } from "@larksuiteoapi/node-sdk";

new EventDispatcher({}).register({ "im.message.receive_v1": (event) => console.log(event.message.content) });
