/** The commands that rebuild views. */
@NullMarked
package io.fanfare.cli.backfill;

import org.jspecify.annotations.NullMarked;
