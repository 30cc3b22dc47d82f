import { EventDispatcher } from "larkwire";

new EventDispatcher().on("im.message.receive_v1", (event) => console.log(event.message.content));
