package io.fanfare.ops.headroom;

/** A file of a source's binlog. */
record BinlogFile(String name, long bytes) {}
