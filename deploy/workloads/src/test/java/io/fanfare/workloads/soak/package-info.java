@NullMarked
package io.fanfare.workloads.soak;

import org.jspecify.annotations.NullMarked;
