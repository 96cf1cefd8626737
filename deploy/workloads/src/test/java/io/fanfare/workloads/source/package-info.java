@NullMarked
package io.fanfare.workloads.source;

import org.jspecify.annotations.NullMarked;
