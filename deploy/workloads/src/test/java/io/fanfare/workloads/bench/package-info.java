@NullMarked
package io.fanfare.workloads.bench;

import org.jspecify.annotations.NullMarked;
