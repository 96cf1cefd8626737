/** Savepoints and checkpoints of the jobs: what is in them, and whether a jar can restore them. */
@NullMarked
package io.fanfare.ops.savepoints;

import org.jspecify.annotations.NullMarked;
