/** A sample network, made by a seeded generator: no database, no clock. */
@NullMarked
package io.fanfare.cli.sample;

import org.jspecify.annotations.NullMarked;
