// The one library whose functions Java calls by themselves: it calls a model's function by address, so that any number of
// models share the fast path.
int vit_call(long function, long model, long argument) {
    return ((int (*)(long, long))function)(model, argument);
}

// The same under the name by which a JVM finds Bridge.vit_call; of the environment and the class nothing is asked.
int Java_vit2rtl_sim_model_Bridge_vit_1call(void* environment, void* owner, long function, long model, long argument) {
    return vit_call(function, model, argument);
}
