/** Tests of the benchmarks' own rules. */
package io.fanfare.cli.bench;
