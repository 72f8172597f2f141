// The native addon. Each name is exported by itself, so that ES modules see it.
const addon = require("./convex-ops.node");

exports.call = addon.call;
exports.callAsync = addon.callAsync;
exports.Cancel = addon.Cancel;
exports.Connection = addon.Connection;
exports.File = addon.File;
exports.RunningCall = addon.RunningCall;
