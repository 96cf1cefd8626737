/** `fanfare bench`: what the pipeline takes, beside what its store takes in the same run. */
@NullMarked
package io.fanfare.workloads.bench;

import org.jspecify.annotations.NullMarked;
