/** The demonstration: a sample network, and a gentle stream of changes to it. */
@NullMarked
package io.fanfare.workloads.demo;

import org.jspecify.annotations.NullMarked;
