package dev.sluice.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.annotations.SerializedName;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a document's type allows: Kubernetes' own types by its Java client, the operators' by their resource
 * definitions, where a field that they do not name is refused as an API server with strict field validation would.
 */
final class StrictTypes {

    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    private final Map<String, JsonSchema> ofOperators = new HashMap<>();

    StrictTypes() throws IOException {
        for (String file : List.of("keda_scaledobjects.yaml", "prometheusrules.yaml", "servicemonitors.yaml")) {
            try (InputStream in = StrictTypes.class.getResourceAsStream("crds/" + file)) {
                add(Chart.YAML.readTree(Objects.requireNonNull(in, file)));
            }
        }
    }

    /** What is wrong with a document, one line each; none when it is as its type says. */
    List<String> problems(JsonNode document) {
        String type = document.path("apiVersion").asText() + " "
                + document.path("kind").asText();
        JsonSchema schema = ofOperators.get(type);
        if (schema != null) {
            return schema.validate(document).stream()
                    .map(ValidationMessage::toString)
                    .toList();
        }
        return kubernetesProblems(type, document);
    }

    private static List<String> kubernetesProblems(String type, JsonNode document) {
        String version = type.substring(type.indexOf('/') + 1, type.indexOf(' '));
        String kind = type.substring(type.indexOf(' ') + 1);
        List<String> problems = new ArrayList<>();
        try {
            Class<?> model = Class.forName(MODELS + version.toUpperCase(Locale.ROOT) + kind);
            JsonElement json = JsonParser.parseString(document.toString());
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            scalars(model, json, kind, problems);
        } catch (InvocationTargetException refused) {
            problems.add(String.valueOf(refused.getCause().getMessage()));
        } catch (ReflectiveOperationException unknown) {
            problems.add("No such type: " + type);
        }
        return problems;
    }

    /** The client's own check knows fields, objects and lists; an API server also tells 3 from "3". */
    private static void scalars(Type type, JsonElement json, String place, List<String> problems) {
        if (json.isJsonNull()) {
            return;
        }
        if (type instanceof ParameterizedType generic && json.isJsonArray()) {
            json.getAsJsonArray()
                    .forEach(each -> scalars(generic.getActualTypeArguments()[0], each, place + "[]", problems));
        } else if (type instanceof ParameterizedType generic && json.isJsonObject()) {
            json.getAsJsonObject()
                    .asMap()
                    .forEach((key, value) ->
                            scalars(generic.getActualTypeArguments()[1], value, place + "." + key, problems));
        } else if (type instanceof Class<?> model && model.getName().startsWith(MODELS) && json.isJsonObject()) {
            for (Field field : model.getDeclaredFields()) {
                SerializedName name = field.getAnnotation(SerializedName.class);
                if (name != null && json.getAsJsonObject().has(name.value())) {
                    JsonElement value = json.getAsJsonObject().get(name.value());
                    scalars(field.getGenericType(), value, place + "." + name.value(), problems);
                }
            }
        } else if (json.isJsonPrimitive()) {
            JsonPrimitive value = json.getAsJsonPrimitive();
            boolean right = type == String.class
                    ? value.isString()
                    : type == Boolean.class
                            ? value.isBoolean()
                            : type != Integer.class && type != Long.class || value.isNumber();
            if (!right) {
                problems.add(place + ": " + value + " is no " + type);
            }
        }
    }

    private void add(JsonNode definition) {
        JsonNode spec = definition.path("spec");
        for (JsonNode version : spec.path("versions")) {
            JsonNode schema = version.path("schema").path("openAPIV3Schema");
            close(schema);
            ofOperators.put(
                    spec.path("group").asText() + "/" + version.path("name").asText() + " "
                            + spec.path("names").path("kind").asText(),
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema));
        }
    }

    /** Objects whose fields are named get no others. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(StrictTypes::close);
    }
}
