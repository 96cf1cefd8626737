/** The benchmarks, a command each. */
@NullMarked
package io.fanfare.cli.bench;

import org.jspecify.annotations.NullMarked;
