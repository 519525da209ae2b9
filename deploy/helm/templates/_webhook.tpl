{{/* What all entries of the webhook configurations share; called with root and path. */}}
{{- define "podorder.webhook" -}}
admissionReviewVersions: ["v1"]
clientConfig:
  {{- if .root.Values.webhook.url }}
  url: {{ printf "%s%s" .root.Values.webhook.url .path | quote }}
  {{- else }}
  service:
    name: podorder-webhook
    namespace: {{ .root.Release.Namespace }}
    path: {{ .path }}
    port: 443
  {{- end }}
# Its own Pods have to start while it is down.
namespaceSelector:
  matchExpressions:
  - key: kubernetes.io/metadata.name
    operator: NotIn
    values: {{ concat (list .root.Release.Namespace) .root.Values.webhook.excludedNamespaces | uniq | toJson }}
sideEffects: None
timeoutSeconds: {{ .root.Values.webhook.timeoutSeconds }}
{{- end }}

{{- define "podorder.webhookMetadata" -}}
name: podorder
labels:
  {{- include "podorder.labels" . | nindent 2 }}
{{- if and (include "podorder.certManager" .) (include "podorder.inCluster" .) }}
annotations:
  # The CA that signed this Certificate; cert-manager writes it into every caBundle below.
  cert-manager.io/inject-ca-from: {{ .Release.Namespace }}/podorder-webhook
{{- end }}
{{- end }}

{{- define "podorder.hasHint" -}}
has(object.metadata.annotations) && object.metadata.annotations.exists(key, key.startsWith('podorder.io/'))
{{- end }}

{{/* A hint of the Pod's own: what a policy has put there alone is a status. */}}
{{- define "podorder.asks" -}}
has(object.metadata.annotations) && object.metadata.annotations.exists(key, key.startsWith('podorder.io/') && key != 'podorder.io/status')
{{- end }}

{{/* kubelet's copies of static Pods run whatever is answered. */}}
{{- define "podorder.isNoMirror" -}}
- name: is-no-mirror
  expression: >-
    !(has(object.metadata.annotations) && 'kubernetes.io/config.mirror' in object.metadata.annotations)
{{- end }}

{{- define "podorder.podRule" -}}
apiGroups: [""]
apiVersions: ["v1"]
resources: ["pods"]
scope: Namespaced
{{- end }}
