@NullMarked
package io.fanfare.workloads;

import org.jspecify.annotations.NullMarked;
