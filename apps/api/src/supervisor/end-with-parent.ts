/** Loaded before a program that knows nothing of its parent: it ends when the parent is gone. */
process.on('disconnect', () => process.exit(0));
process.channel?.unref();
