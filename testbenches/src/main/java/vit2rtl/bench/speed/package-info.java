/** How fast the simulator is, against hand-written C++ and SpinalSim, in one run. */
package vit2rtl.bench.speed;
