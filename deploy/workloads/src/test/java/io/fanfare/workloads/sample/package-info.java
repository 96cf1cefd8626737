@NullMarked
package io.fanfare.workloads.sample;

import org.jspecify.annotations.NullMarked;
