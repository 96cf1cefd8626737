/** Plays random histories with kills and replays on a stack of its own, and audits the views. */
@NullMarked
package io.fanfare.workloads.soak;

import org.jspecify.annotations.NullMarked;
