import os,sys
n=int(sys.argv[1]); d=f'/tmp/b/g{n}/app/api/a'; os.makedirs(d,exist_ok=True)
open(f'/tmp/b/g{n}/package.json','w').write('{"dependencies":{"next":"16.0.0","react":"19.0.0","openai":"4"}}')
s="import OpenAI from 'openai';\nconst openai = new OpenAI();\nfunction d(x) { return x }\n"
for f,g in (('c','d'),('b','c'),('a','b')):
    s+=f"function {f}(x) {{\n"+''.join(f"  {g}(x{i});\n" for i in range(n))+"}\n"
s+="export async function POST(request: Request) {\n  const body = await request.json();\n"+''.join(f"  a(x{i});\n" for i in range(n))
s+="  return Response.json(await openai.chat.completions.create({ model: 'x', messages: body.messages }));\n}\n"
open(d+'/route.ts','w').write(s)
