/** Soaking: random histories on a stack of one's own, with kills and replays, audited. */
@NullMarked
package io.fanfare.workloads.soak;

import org.jspecify.annotations.NullMarked;
